import type { Gaussians } from '../neuralProcess/decodeTargets.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { squaredDistances } from '../numeric/squaredDistances.ts';
import { topK } from '../numeric/topK.ts';
import { pickGreedily } from './pickGreedily.ts';
import type { PoolView, Selection } from './strategy.ts';

export interface Acquisition {
  /** Of the candidates. */
  readonly predicted: Gaussians;
  /** The candidates as the network saw them, m x d. */
  readonly pool: DenseMatrix;
  readonly settings: {
    /** Standard deviations that are added to the mean. */
    readonly deviations: number;
    /** Weight of the diversity term; 0 = none. */
    readonly diversity: number;
  };
  readonly rng: Rng;
}

/**
 * The candidates with the highest mean + k standard deviations. With diversity the batch is chosen greedily: each
 * candidate's value, in standard deviations over the pool, loses `diversity` x its similarity to the nearest pick so
 * far, exp(-squared distance / mean squared distance of the pool to its centre).
 */
export function acquireGains(view: PoolView, k: number, acquisition: Acquisition): Selection {
  const { predicted, pool, settings, rng } = acquisition;
  const values = predicted.mean.map(
    (mean, index) => mean + settings.deviations * predicted.deviation[index]!,
  );
  if (settings.diversity === 0) {
    const rowIds = topK(values, k, rng).map((place) => view.candidates[place]!);
    return { rowIds, utilities: values };
  }
  const scores = inDeviations(values);
  const own = scores.slice();
  const similarity = new Float64Array(scores.length);
  const distances = new Float64Array(scores.length);
  const all = Int32Array.from(scores.keys());
  const width = meanSquare(pool) || 1;
  return pickGreedily(view, k, { scores, rng }, (picked) => {
    squaredDistances(pool, all, picked, distances);
    for (let index = 0; index < scores.length; index++) {
      const near = Math.exp(-distances[index]! / width);
      if (near <= similarity[index]!) continue;
      similarity[index] = near;
      scores[index] = own[index]! - settings.diversity * near;
    }
  });
}

function inDeviations(values: Float64Array): Float64Array {
  const count = Math.max(1, values.length);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count) || 1;
  return values.map((value) => (value - mean) / deviation);
}

/** Mean squared distance of the rows to their mean. */
function meanSquare({ rows, columns, data }: DenseMatrix): number {
  let total = 0;
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    let squares = 0;
    for (let index = column; index < data.length; index += columns) {
      sum += data[index]!;
      squares += data[index]! ** 2;
    }
    if (rows > 0) total += Math.max(0, squares / rows - (sum / rows) ** 2);
  }
  return total;
}
