import type { Cancellation } from '../cancellation.ts';
import type { FittedClassifier, TrainingSet } from '../models/classifier.ts';
import { predictRows } from '../models/predictRows.ts';
import type { Rng } from '../numeric/rng.ts';

/** How often each label was learned and lost again along one training. */
export interface Forgetting {
  /** Epochs after which all labels were predicted. */
  readonly epochs: number;
  /** Forgetting events of each label; Infinity where it was never learned. */
  readonly events: Float64Array;
}

/** Predictions along a training, at most. */
const MOST_EPOCHS = 200;

/**
 * Forgetting events of an item: how often it was predicted rightly (1) and the next time wrongly (0). Infinity where it
 * never was predicted rightly (Toneva et al. 2019, An Empirical Study of Example Forgetting, section 3, which looks at
 * each presentation in a mini-batch).
 */
export function forgettingEvents(right: ArrayLike<number>): number {
  let isLearned = false;
  let events = 0;
  for (let time = 0; time < right.length; time++) {
    if (right[time] === 1) isLearned = true;
    else if (time > 0 && right[time - 1] === 1) events++;
  }
  return isLearned ? events : Infinity;
}

/**
 * Forgetting events of the labels that `model` was fitted to, from another training on them that does not end early;
 * after each of its epochs all labels are predicted. Null for models that are not trained by epochs. Throws
 * CancelledError.
 */
export function countForgetting(
  model: FittedClassifier,
  { features, labels }: TrainingSet,
  rng: Rng,
  signal?: Cancellation,
): Forgetting | null {
  const checkpoints = model.checkpoints?.(MOST_EPOCHS, rng);
  if (checkpoints === undefined) return null;
  const rows = Int32Array.from(labels.keys());
  const predicted = checkpoints.map((each) => predictRows(each, features, rows, signal));
  const events = Float64Array.from(rows, (row) =>
    forgettingEvents(predicted.map((classes) => (classes[row] === labels[row] ? 1 : 0))),
  );
  return { epochs: checkpoints.length, events };
}
