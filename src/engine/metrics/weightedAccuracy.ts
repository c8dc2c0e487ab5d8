/**
 * Accuracy in which an item of class c counts `classWeights[c]`: sum_c w_c correct_c / sum_c w_c n_c (Bakker et al.
 * 2023, Learning Objective-Specific Active Learning Strategies with Attentive Neural Processes). NaN when
 * the weights of all items sum to 0.
 */
export function weightedAccuracy(
  truth: Int32Array,
  predicted: Int32Array,
  classWeights: Float64Array,
): number {
  let correct = 0;
  let total = 0;
  for (let index = 0; index < truth.length; index++) {
    const weight = classWeights[truth[index]!]!;
    total += weight;
    if (truth[index] === predicted[index]) correct += weight;
  }
  return correct / total;
}
