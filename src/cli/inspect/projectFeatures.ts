import { featuresIdOf, loadFeatures, modelHashOf } from '../../data/featureCache.ts';
import { featurise } from '../../data/featurise.ts';
import type { FeaturiseRequest } from '../../data/featurisers/featuriser.ts';
import type { Matrix } from '../../engine/numeric/matrix.ts';
import { modelOpener } from '../../engineProcess/modelOpener.ts';
import { cacheFolderOf, featureSpecOf } from '../../session/projectPaths.ts';
import { engineEntry } from '../engineEntry.ts';
import type { StoredProject } from './readProject.ts';

export interface ProjectFeatures {
  readonly featuresId: string;
  readonly matrix: Matrix;
  /** What they are made from, to look at single items again. */
  readonly request: FeaturiseRequest;
}

/** The project's features as its rounds use them: from the disk cache where they are there. Writes nothing. */
export async function projectFeatures(
  project: StoredProject,
  signal: AbortSignal,
  note: (message: string) => void,
): Promise<ProjectFeatures> {
  const { config, projectFile, stateFolder, itemsVersion, items } = project;
  const { seed } = config;
  const spec = featureSpecOf(projectFile, config);
  const modelHash = await modelHashOf(spec, signal);
  const key = { cacheFolder: cacheFolderOf(stateFolder), spec, itemsVersion, seed, modelHash };
  const request: FeaturiseRequest = {
    spec,
    seed,
    signal,
    rowCount: (items.at(-1)?.row ?? -1) + 1,
    items: () => streamed(items),
    openModel: (files) => modelOpener(engineEntry(process.argv[1]!))(files),
  };
  const featuresId = featuresIdOf(key);
  const kept = await loadFeatures(key);
  if (kept !== null) return { featuresId, matrix: kept.matrix, request };
  note(`Turning ${items.length} items into numbers`);
  const { matrix } = await featurise(request);
  return { featuresId, matrix, request };
}

/** As a reader of the database gives them: now and then it leaves the turn to others, such as a Ctrl+C. */
async function* streamed<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  for (const [index, item] of items.entries()) {
    if (index % 1000 === 999) await new Promise(setImmediate);
    yield item;
  }
}
