import type { SharedMatrix } from './taskRequests.ts';

/** Projects whose matrices are kept; one of 100,000 items takes up to 200 MB. */
const keptProjects = 3;

interface Entry {
  readonly featuresId: string;
  readonly matrix: SharedMatrix;
}

/** The feature matrices in memory: the latest one of each project, of the projects used last. */
export interface FeatureMemory {
  keep(project: string, entry: Entry): void;
  find(featuresId: string): SharedMatrix | null;
}

export function createFeatureMemory(): FeatureMemory {
  /** Least recently used first. */
  const entries = new Map<string, Entry>();
  const keep = (project: string, entry: Entry): void => {
    entries.delete(project);
    entries.set(project, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= keptProjects) break;
      entries.delete(oldest);
    }
  };
  return {
    keep,
    find: (featuresId) => {
      for (const [project, entry] of entries) {
        if (entry.featuresId !== featuresId) continue;
        keep(project, entry);
        return entry.matrix;
      }
      return null;
    },
  };
}
