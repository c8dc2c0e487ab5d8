import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { Matrix } from '../numeric/matrix.ts';
import { shannonEntropy } from '../strategies/entropy.ts';
import { predictWith } from './pastRound.ts';
import type { RoundModel } from './pastRound.ts';

/** What a model says of many rows; arrays have a value for each row of the features. */
export interface PoolPredictions {
  /** Class index; -1 for rows that were not asked about. */
  readonly classes: Int16Array;
  /** Probability of that class; null where the model gives none. NaN for rows that were not asked about. */
  readonly confidence: Float32Array | null;
  /** Entropy of the probabilities, in nats. As `confidence`. */
  readonly entropy: Float32Array | null;
}

/** Rows at a time: with many classes their probabilities take room. */
const BLOCK = 4096;

/** Predicts some rows. Throws CancelledError. */
export function predictPool(
  model: RoundModel,
  features: Matrix,
  rows: Int32Array,
  signal?: Cancellation,
): PoolPredictions {
  const classes = new Int16Array(features.rows).fill(-1);
  const none = (): Float32Array | null =>
    model.givesProbabilities ? new Float32Array(features.rows).fill(NaN) : null;
  const [confidence, entropy] = [none(), none()];
  for (let start = 0; start < rows.length; start += BLOCK) {
    throwIfCancelled(signal);
    const block = rows.subarray(start, start + BLOCK);
    const { predicted, probabilities } = predictWith(model, features, block);
    const classCount = probabilities === null ? 0 : probabilities.length / block.length;
    block.forEach((row, place) => {
      classes[row] = predicted[place]!;
      if (probabilities === null || confidence === null || entropy === null) return;
      const own = probabilities.subarray(place * classCount, (place + 1) * classCount);
      confidence[row] = own[predicted[place]!]!;
      entropy[row] = shannonEntropy(own, 0, classCount);
    });
  }
  return { classes, confidence, entropy };
}
