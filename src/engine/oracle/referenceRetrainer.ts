import type { Cancellation } from '../cancellation.ts';
import type { FittedClassifier, TrainingSet } from '../models/classifier.ts';
import { fitLogisticRegression } from '../models/logisticRegression.ts';
import { fitSvc } from '../models/fitSvc.ts';
import { mostProbable } from '../models/predictRows.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { OracleData, OracleModel } from './oracleData.ts';
import type { Outcome, Retrainer } from './retrainer.ts';

/**
 * The readable form of every retraining kernel: gathers the rows and fits the task model from scratch, each time. The
 * kernels must predict the same; it also stands in for them where they do not run.
 */
export function createReferenceRetrainer(data: OracleData, model: OracleModel): Retrainer {
  return {
    begin(labeled, signal) {
      return {
        base: fitAndPredict(data, model, labeled, signal),
        retrain: (candidates) =>
          Array.from(candidates, (row) => fitAndPredict(data, model, Int32Array.of(...labeled, row), signal)),
      };
    },
  };
}

/** The outcome of one model fitted from scratch to the named rows. */
export function fitAndPredict(
  data: OracleData,
  model: OracleModel,
  rows: Int32Array,
  signal?: Cancellation,
): Outcome {
  const { features } = data.evaluation;
  const fitted = fit(model, trainingSet(data, rows), signal);
  if (fitted.predict !== undefined) return { labels: fitted.predict(features) };
  const probabilities = fitted.probabilities(features);
  return { labels: mostProbable(probabilities, data.classCount), probabilities };
}

function trainingSet(
  { rows: { features, labels, weights }, classCount }: OracleData,
  rows: Int32Array,
): TrainingSet {
  return {
    features: gatherRows(features, rows),
    labels: rows.map((row) => labels[row]!),
    ...(weights && { weights: Float64Array.from(rows, (row) => weights[row]!) }),
    classCount,
  };
}

function fit(model: OracleModel, training: TrainingSet, signal: Cancellation | undefined): FittedClassifier {
  if (model.id === 'svc') return fitSvc(training, { ...model, signal });
  return fitLogisticRegression(training, { c: model.c, signal });
}
