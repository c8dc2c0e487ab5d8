import type { Rng } from './rng.ts';
import { shuffledIndices } from './shuffledIndices.ts';

/** The fold of each label, 0 to folds - 1, each class spread evenly over them and otherwise at random. */
export function stratifiedFolds(labels: Int32Array, folds: number, rng: Rng): Int32Array {
  const order = shuffledIndices(labels.length, rng).sort((a, b) => labels[a]! - labels[b]!);
  const foldOf = new Int32Array(labels.length);
  order.forEach((index, place) => (foldOf[index] = place % folds));
  return foldOf;
}
