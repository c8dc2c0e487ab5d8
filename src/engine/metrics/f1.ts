import { confusion } from './confusion.ts';

/**
 * Macro F1: the mean of 2 TP / (2 TP + FP + FN) over the classes that occur in the truth or the prediction (van
 * Rijsbergen 1979). NaN when there are no items.
 */
export function f1(truth: Int32Array, predicted: Int32Array, classCount: number): number {
  const counts = confusion(truth, predicted, classCount);
  let sum = 0;
  let occurring = 0;
  for (let label = 0; label < classCount; label++) {
    let present = 0;
    let guessed = 0;
    for (let other = 0; other < classCount; other++) {
      present += counts[label * classCount + other]!;
      guessed += counts[other * classCount + label]!;
    }
    if (present + guessed === 0) continue;
    sum += (2 * counts[label * classCount + label]!) / (present + guessed);
    occurring++;
  }
  return sum / occurring;
}
