import { accuracy } from '../metrics/accuracy.ts';
import { balancedAccuracy } from '../metrics/balancedAccuracy.ts';
import { f1 } from '../metrics/f1.ts';
import { precisionPerClass, recallPerClass } from '../metrics/perClass.ts';
import { rocAuc, rocAucOneVsRest } from '../metrics/rocAuc.ts';
import { weightedAccuracy } from '../metrics/weightedAccuracy.ts';
import type { FittedClassifier } from '../models/classifier.ts';
import { mostProbable } from '../models/predictRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { ExperimentMetric } from '../../protocol/experiment.ts';

/** The rows that a model is judged on. */
export interface TestRows {
  readonly features: DenseMatrix;
  readonly labels: Int32Array;
  readonly classCount: number;
  /** What an item of each class counts in the weighted accuracy. */
  readonly classWeights: Float64Array;
}

/** What a model does on the test rows; null where a number is not defined. */
export interface Evaluation {
  readonly score: number;
  /** Length classes. */
  readonly recall: readonly (number | null)[];
  readonly precision: readonly (number | null)[];
  readonly auroc: number | null;
}

export interface EvaluationOptions {
  readonly metric: ExperimentMetric;
  readonly givesProbabilities: boolean;
}

/**
 * Judges a fitted model. The area under the ROC curve is of the probabilities, else of the decision values; beyond two
 * classes it is the mean of each class against the rest. An undefined area scores 0.5, what guessing gives.
 */
export function evaluate(
  model: FittedClassifier,
  test: TestRows,
  { metric, givesProbabilities }: EvaluationOptions,
): Evaluation {
  const { features, labels, classCount, classWeights } = test;
  const probabilities =
    givesProbabilities || model.predict === undefined ? model.probabilities(features) : null;
  const predicted = model.predict?.(features) ?? mostProbable(probabilities!, classCount);
  const auroc = areaOf(labels, classCount, rankingScores(model, features, probabilities));
  const scores: Readonly<Record<ExperimentMetric, () => number>> = {
    weightedAccuracy: () => weightedAccuracy(labels, predicted, classWeights),
    accuracy: () => accuracy(labels, predicted),
    balancedAccuracy: () => balancedAccuracy(labels, predicted, classCount),
    f1: () => f1(labels, predicted, classCount),
    auroc: () => auroc ?? 0.5,
  };
  return {
    score: scores[metric](),
    recall: recallPerClass(labels, predicted, classCount),
    precision: precisionPerClass(labels, predicted, classCount),
    auroc,
  };
}

/** Scores by which the rows rank, n x classCount, or n for the second of two classes; null where there are none. */
function rankingScores(
  model: FittedClassifier,
  features: DenseMatrix,
  probabilities: Float64Array | null,
): Float64Array | null {
  if (probabilities === null) return model.decisionValues?.(features) ?? null;
  if (model.classCount !== 2) return probabilities;
  return probabilities.filter((_, index) => index % 2 === 1);
}

function areaOf(labels: Int32Array, classCount: number, scores: Float64Array | null): number | null {
  if (scores === null) return null;
  const area = classCount === 2 ? rocAuc(labels, scores) : rocAucOneVsRest(labels, scores, classCount);
  return Number.isNaN(area) ? null : area;
}
