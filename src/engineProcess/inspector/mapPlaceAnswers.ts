import { InputError } from '../../data/tables/inputError.ts';
import { loadOrFitProjection } from '../../data/projectionCache.ts';
import { createRng } from '../../engine/numeric/rng.ts';
import type { Rng } from '../../engine/numeric/rng.ts';
import { principalComponents, projectRows } from '../../engine/projection/principalComponents.ts';
import { umap } from '../../engine/projection/umap/umap.ts';
import type { InspectedProject } from '../../inspection/inspectedProject.ts';
import type { ProjectInspector } from '../../inspection/projectInspector.ts';
import { pcaQuestion, umapQuestion } from '../../protocol/inspectorMap.ts';
import type { MapPlaces } from '../../protocol/inspectorMap.ts';
import { answering } from './inspection.ts';

const components = new WeakMap<ProjectInspector, MapPlaces>();

/** The first two principal components. */
export const pcaAnswer = answering(pcaQuestion, (_, { inspector, signal, report }) => {
  let known = components.get(inspector);
  if (known === undefined) {
    report('Finding the principal components', null);
    known = pcaPlaces(inspector.project, signal);
    components.set(inspector, known);
  }
  return known;
});

function pcaPlaces(project: InspectedProject, signal: AbortSignal): MapPlaces {
  const { features } = project;
  const rows = mappedRows(project);
  const found = principalComponents(features, rows, { count: 2, rng: rngOf(project), signal });
  const share = (axis: number): number =>
    found.totalVariance === 0 ? 0 : found.variances[axis]! / found.totalVariance;
  return {
    rows,
    places: projectRows(features, rows, found, signal),
    explained: [share(0), share(1)],
    fitted: rows.length,
    columns: features.columns,
  };
}

/** UMAP, from disk where it was fitted before. */
export const umapAnswer = answering(umapQuestion, async (_, { inspector, cacheFolder, signal, report }) => {
  const { project } = inspector;
  const { features, featuresId, config } = project;
  const rows = mappedRows(project);
  const { places, fitted } = await loadOrFitProjection(
    { cacheFolder, featuresId, rows, seed: config.seed },
    () =>
      umap(features, rows, {
        rng: rngOf(project),
        signal,
        onProgress: (fraction) => report('Working out the UMAP', fraction),
      }),
  );
  return { rows, places, explained: null, fitted, columns: features.columns };
});

function mappedRows({ items, features }: InspectedProject): Int32Array {
  if (features.columns === 0) {
    throw new InputError('These items have no features, so there is nothing to map them by.');
  }
  return Int32Array.from(items, ({ row }) => row);
}

const rngOf = ({ config }: InspectedProject): Rng => createRng(config.seed).fork('map');
