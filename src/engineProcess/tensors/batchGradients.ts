import { add, clone, dispose, engine, keep, mul, tidy, variableGrads } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Variable } from '@tensorflow/tfjs-core';
import type { StatisticsListener } from './batchNorm.ts';
import { halvePieces } from './pieces.ts';
import type { Pieces } from './pieces.ts';

export interface GradientsPlan {
  /** By which there are gradients. */
  readonly trained: readonly Variable[];
  readonly pieces: Pieces;
}

/** Rows from one to before another. */
export type Piece = readonly [from: number, to: number];

/** Rows that go through a network that learns. */
export interface LearnedRows {
  readonly count: number;
  /** Uploads a piece of them; what comes back computes their mean loss, and may not be asked twice. */
  readonly upload: (piece: Piece) => (onStatistics: StatisticsListener) => Scalar;
}

export interface BatchGradients {
  readonly loss: Scalar;
  /** In the order of the trained variables. */
  readonly gradients: readonly Tensor[];
  /** Means and variances of each batch norm in turn, in the order of the variables that are not trained. */
  readonly statistics: readonly Tensor[];
}

/**
 * Mean loss of a batch and its gradients. Where memory does not hold the batch, it goes through the network in pieces
 * whose gradients are added up: the same but for rounding, and but for batch norms, which then see a piece each.
 */
export function batchGradients(plan: GradientsPlan, batch: LearnedRows): BatchGradients {
  const { count } = batch;
  let total: Tensor[] = [];
  try {
    for (let from = 0; from < count;) {
      const to = Math.min(count, from + plan.pieces.rows);
      try {
        total = joined(total, gradientsOf(plan, batch, [from, to]), (to - from) / count);
        from = to;
      } catch (error) {
        halvePieces(plan.pieces, to - from, error);
      }
    }
  } catch (error) {
    dispose(total);
    throw error;
  }
  const [loss, ...others] = total;
  const gradients = others.slice(0, plan.trained.length);
  return { loss: loss as Scalar, gradients, statistics: others.slice(gradients.length) };
}

/** The sum so far and a share of a part, in place of both. */
function joined(total: Tensor[], part: Tensor[], share: number): Tensor[] {
  if (share === 1) return part;
  try {
    const sums = tidy(() =>
      part.map((each, index) => {
        const own = mul(each, share);
        return total.length === 0 ? own : add(total[index]!, own);
      }),
    );
    dispose(total);
    return sums;
  } finally {
    dispose(part);
  }
}

/** Loss, gradients and statistics of a piece. */
function gradientsOf({ trained }: GradientsPlan, batch: LearnedRows, piece: Piece): Tensor[] {
  const statistics: Tensor[] = [];
  try {
    return tidy(() => {
      const lossOf = batch.upload(piece);
      const onStatistics = (...both: readonly Tensor[]) =>
        statistics.push(...both.map((each) => keep(clone(each))));
      const { value, grads } = variableGrads(() => lossOf(onStatistics), [...trained]);
      return [value, ...trained.map(({ name }) => grads[name]!), ...statistics.map((each) => clone(each))];
    });
  } catch (error) {
    forgetTape();
    throw error;
  } finally {
    dispose(statistics);
  }
}

/** What was kept for gradients that are not worked out after all, which TensorFlow.js itself would keep for ever. */
function forgetTape(): void {
  const { state } = engine();
  // There is none before the first gradient, whatever the type says.
  const tape = state.activeTape as typeof state.activeTape | null | undefined;
  for (const { saved } of tape ?? []) dispose(saved);
  state.activeTape = [];
}
