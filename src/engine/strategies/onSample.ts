import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { restrictView } from './restrictView.ts';
import type { PoolView, Selection } from './strategy.ts';

/** The parameter that bounds the cost of a strategy on large pools. */
export function sampleParam(size: number): ParamInfo {
  return {
    name: 'sample',
    description:
      'Larger pools are scored on a random sample of at most this size; the rest follows at random.',
    kind: 'number',
    default: size,
    minimum: 1,
    maximum: 1e7,
  };
}

/** Multiplications that one ranking may cost: a few seconds on a busy core. */
const WORK = 2e9;
const FEWEST = 1000;

/**
 * The view with its parameter `sample` lowered to what `work` multiplications afford at `cost` an item, but to `fewest`
 * at least.
 */
export function withinBudget(
  view: PoolView,
  params: readonly ParamInfo[],
  {
    cost,
    work = WORK,
    fewest = FEWEST,
  }: { readonly cost: number; readonly work?: number; readonly fewest?: number },
): PoolView {
  const wanted = Number(resolveParams(params, view.params)['sample']);
  const sample = Math.min(wanted, Math.max(fewest, Math.floor(work / Math.max(1, cost))));
  return { ...view, params: { ...view.params, sample } };
}

/**
 * `score` on all candidates, or on a seeded sample of as many as the parameter `sample` of `params` says; candidates
 * outside the sample get NaN. The sample is in the order of the candidates.
 */
export function onSample(
  view: PoolView,
  params: readonly ParamInfo[],
  rng: Rng,
  score: (view: PoolView) => Float64Array,
): Float64Array {
  const size = Math.floor(Number(resolveParams(params, view.params)['sample']));
  const count = view.candidates.length;
  if (count <= size) return score(view);
  const kept = drawSample(count, size, rng.fork('sample'));
  return scatter(score(restrictView(view, kept)), kept, count);
}

/** What `onSample` does for scores, for a batch of `k`: the sample holds at least that many. */
export function selectOnSample(
  view: PoolView,
  batch: { readonly params: readonly ParamInfo[]; readonly k: number; readonly rng: Rng },
  selectBatch: (view: PoolView) => Selection,
): Selection {
  const size = Math.floor(Number(resolveParams(batch.params, view.params)['sample']));
  const count = view.candidates.length;
  if (count <= size) return selectBatch(view);
  const kept = drawSample(count, Math.max(size, batch.k), batch.rng.fork('sample'));
  const selection = selectBatch(restrictView(view, kept));
  return { ...selection, utilities: scatter(selection.utilities, kept, count) };
}

function scatter(values: Float64Array, kept: Int32Array, count: number): Float64Array {
  const all = new Float64Array(count).fill(NaN);
  for (let place = 0; place < kept.length; place++) all[kept[place]!] = values[place]!;
  return all;
}

/** `size` of the integers below `count`, ascending; all of them where there are no more. */
export function drawSample(count: number, size: number, rng: Rng): Int32Array {
  return shuffledIndices(count, rng).slice(0, size).sort();
}
