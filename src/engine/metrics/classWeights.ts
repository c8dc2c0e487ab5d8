/**
 * Class weights that undo imbalance factors f: w_c = 1 / (f_c mean(1 / f)), so that their mean is 1 (Bakker et al.
 * 2023, Learning Objective-Specific Active Learning Strategies with Attentive Neural Processes).
 */
export function classWeights(imbalanceFactors: Float64Array): Float64Array {
  const inverse = imbalanceFactors.map((factor) => 1 / factor);
  const mean = inverse.reduce((sum, value) => sum + value, 0) / inverse.length;
  return inverse.map((value) => value / mean);
}
