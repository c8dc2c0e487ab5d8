/**
 * Brier score of two classes: the mean squared difference between `positive`, the probability of class 1, and the truth
 * (Brier 1950, halved as is usual for two classes). NaN when there are no items.
 */
export function brier(truth: Int32Array, positive: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < truth.length; index++) sum += (positive[index]! - truth[index]!) ** 2;
  return sum / truth.length;
}
