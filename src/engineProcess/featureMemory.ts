import type { FeaturesInfo } from '../protocol/engine.ts';
import type { SharedMatrix } from './taskRequests.ts';

/** Projects whose matrices are kept; one of 100,000 items takes up to 205 MB. */
const keptProjects = 3;

export interface KeptFeatures {
  /** Identifies the request that these features answer. */
  readonly key: string;
  readonly info: FeaturesInfo;
  readonly matrix: SharedMatrix;
}

/** The feature matrices in memory: one a project, of the projects used last. */
export interface FeatureMemory {
  /** Takes the place of what the project had. */
  keep(project: string, features: KeptFeatures): void;
  /** The project's features if they answer this request; else those it has are dropped, being out of date. */
  recall(project: string, key: string): KeptFeatures | null;
  find(featuresId: string): SharedMatrix | null;
}

export function createFeatureMemory(): FeatureMemory {
  /** Least recently used first. */
  const projects = new Map<string, KeptFeatures>();
  const keep = (project: string, features: KeptFeatures): void => {
    projects.delete(project);
    projects.set(project, features);
    for (const oldest of projects.keys()) {
      if (projects.size <= keptProjects) break;
      projects.delete(oldest);
    }
  };
  return {
    keep,
    recall: (project, key) => {
      const features = projects.get(project);
      if (features?.key === key) return features;
      projects.delete(project);
      return null;
    },
    find: (featuresId) => {
      for (const [project, features] of projects) {
        if (features.info.featuresId !== featuresId) continue;
        keep(project, features);
        return features.matrix;
      }
      return null;
    },
  };
}
