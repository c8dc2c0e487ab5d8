import { throwIfCancelled } from '../cancellation.ts';
import { drawByChance } from '../numeric/drawByChance.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { asSeen } from './asSeen.ts';
import { sampleParam, selectOnSample, withinBudget } from './onSample.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';

const params = [sampleParam(100_000)];

/** Gradients of the last layer were the predicted classes true: large where in doubt, unlike where items differ. */
export const badge: BatchStrategy = {
  kind: 'batch',
  id: 'badge',
  title: 'BADGE',
  description: 'Items in doubt that would push the model in different directions; a diverse batch.',
  reference:
    'Ash et al. 2020, Deep Batch Active Learning by Diverse, Uncertain Gradient Lower Bounds, algorithm 1.',
  needs: ['probabilities'],
  params,
  sampling: 'stochastic',
  selectBatch(view, k, rng) {
    const bounded = withinBudget(view, params, { cost: k * (view.features.columns + view.classCount) });
    return selectOnSample(bounded, { params, k, rng }, (part) => choose(part, k, rng));
  },
};

/** Gradients as the outer products that they are: of p - e (m x classCount) and of what the last layer sees (m x d). */
export interface GradientFactors {
  readonly pulls: Float64Array;
  readonly classCount: number;
  readonly inputs: DenseMatrix;
}

/** The gradient of the cross-entropy of each candidate's predicted class with respect to the last layer's weights. */
export function gradientFactors(view: PoolView): GradientFactors {
  const { candidates, probabilities, classCount } = view;
  if (probabilities === undefined) throw new RangeError('BADGE needs class probabilities.');
  const pulls = Float64Array.from(probabilities);
  for (let index = 0; index < candidates.length; index++) {
    const row = pulls.subarray(index * classCount, (index + 1) * classCount);
    row[row.indexOf(Math.max(...row))]! -= 1;
  }
  return { pulls, classCount, inputs: asSeen(view, candidates) };
}

/**
 * The first pick has the longest gradient; each next one is drawn with chances proportional to its squared distance to
 * the picks before it (k-means++). Picks have utilities from 2 down to 1, the others their share of the largest squared
 * distance that remains.
 */
function choose(view: PoolView, k: number, rng: Rng): Selection {
  const { candidates, signal } = view;
  const factors = gradientFactors(view);
  const norms = squaredNorms(factors, candidates.length);
  const remaining = norms.slice();
  const rowIds = new Int32Array(k);
  const utilities = new Float64Array(candidates.length);
  for (let place = 0; place < k; place++) {
    throwIfCancelled(signal);
    const isFirst = place === 0;
    const pick = isFirst ? longest(norms, rng) : drawFar(remaining, utilities, rng);
    rowIds[place] = candidates[pick]!;
    utilities[pick] = 2 - place / k;
    lowerToPick(remaining, pick, { factors, norms, isFirst });
  }
  const most = remaining.reduce((a, b) => Math.max(a, b), 0);
  for (let index = 0; index < utilities.length; index++) {
    if (utilities[index] === 0 && most > 0) utilities[index] = remaining[index]! / most;
  }
  return { rowIds, utilities };
}

/** |a|^2 |h|^2 of each gradient a h'. */
export function squaredNorms({ pulls, classCount, inputs }: GradientFactors, count: number): Float64Array {
  const { columns, data } = inputs;
  return Float64Array.from({ length: count }, (_, index) => {
    const [a, h] = [index * classCount, index * columns];
    return dot(pulls, a, a, classCount) * dot(data, h, h, columns);
  });
}

interface Distances {
  readonly factors: GradientFactors;
  readonly norms: Float64Array;
  /** Before the first pick there is no distance to lower. */
  readonly isFirst: boolean;
}

/** |g_i - g_j|^2 = |g_i|^2 + |g_j|^2 - 2 (a_i a_j)(h_i h_j), without ever writing a gradient out. */
function lowerToPick(remaining: Float64Array, pick: number, { factors, norms, isFirst }: Distances): void {
  const { pulls, classCount, inputs } = factors;
  const { columns, data } = inputs;
  for (let index = 0; index < remaining.length; index++) {
    const product =
      dot(pulls, index * classCount, pick * classCount, classCount) *
      dot(data, index * columns, pick * columns, columns);
    const distance = index === pick ? 0 : Math.max(0, norms[index]! + norms[pick]! - 2 * product);
    if (isFirst || distance < remaining[index]!) remaining[index] = distance;
  }
}

function dot(values: ArrayLike<number>, from: number, other: number, length: number): number {
  let sum = 0;
  for (let index = 0; index < length; index++) sum += values[from + index]! * values[other + index]!;
  return sum;
}

/** Among equals any. */
function longest(norms: Float64Array, rng: Rng): number {
  const most = norms.reduce((a, b) => Math.max(a, b), -Infinity);
  const all = Int32Array.from(norms.keys()).filter((index) => norms[index] === most);
  return all[rng.integer(all.length)]!;
}

/** By chance; where nothing differs from the picks any more, any that is not picked. */
function drawFar(remaining: Float64Array, utilities: Float64Array, rng: Rng): number {
  const chances = remaining.map((distance, index) => (utilities[index] === 0 ? distance : 0));
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  if (total > 0) return drawByChance(chances, total * rng.uniform());
  const open = Int32Array.from(remaining.keys()).filter((index) => utilities[index] === 0);
  return open[rng.integer(open.length)]!;
}
