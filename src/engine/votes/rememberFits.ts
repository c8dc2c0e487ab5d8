import type { FittedClassifier, TrainingSet } from '../models/classifier.ts';
import { fingerprint } from '../numeric/fingerprint.ts';

/**
 * `fit`, which gives the model it gave before where the training set is the same: candidates that draw the same bootstrap
 * samples share the models.
 */
export function rememberFits(
  fit: (training: TrainingSet) => FittedClassifier,
): (training: TrainingSet) => FittedClassifier {
  const known = new Map<string, FittedClassifier>();
  return (training) => {
    // A fit that goes on from another is no function of these alone.
    if (training.start !== undefined) return fit(training);
    const { features, labels, weights, classCount, seed = 0 } = training;
    const name = `${features.columns} ${classCount} ${seed}`;
    const key = fingerprint(name, labels, bitsOf(features.data), bitsOf(weights ?? new Float64Array(0)));
    const model = known.get(key) ?? fit(training);
    known.set(key, model);
    return model;
  };
}

const bitsOf = ({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): Int32Array =>
  new Int32Array(buffer, byteOffset, byteLength / 4);
