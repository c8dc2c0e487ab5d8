import type { LabeledPoint, TrainingSet } from './classifier.ts';

/** A training set with one more row, the last. */
export function withPoint(training: TrainingSet, { features, label, weight = 1 }: LabeledPoint): TrainingSet {
  const { rows, columns, data } = training.features;
  const extended = new Float64Array((rows + 1) * columns);
  extended.set(data);
  extended.set(Float64Array.from(features), rows * columns);
  const labels = new Int32Array(rows + 1);
  labels.set(training.labels);
  labels[rows] = label;
  const weights = new Float64Array(rows + 1).fill(1);
  if (training.weights) weights.set(training.weights);
  weights[rows] = weight;
  return {
    features: { rows: rows + 1, columns, data: extended },
    labels,
    weights,
    classCount: training.classCount,
  };
}
