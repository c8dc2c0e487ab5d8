import { logistic } from '../numeric/logistic.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import { minimiseConvex } from '../numeric/minimiseConvex.ts';
import { softmaxRow } from '../numeric/softmaxRow.ts';
import type { Cancellation } from '../cancellation.ts';
import type { ClassifierDefinition, FittedClassifier, LabeledPoint, TrainingSet } from './classifier.ts';
import type { LogisticCoefficients } from './logisticCoefficients.ts';
import { logisticGradients } from './logisticGradients.ts';
import { logisticObjective } from './logisticObjective.ts';
import { numberParam } from './params.ts';
import { bayesianLogistic } from './posterior/bayesianLogistic.ts';
import { presentClasses } from './presentClasses.ts';
import { withPoint } from './withPoint.ts';

export interface LogisticFit
  extends
    LogisticCoefficients,
    Required<Pick<FittedClassifier, 'classCount' | 'decisionValues' | 'lossGradients' | 'posterior'>>,
    Pick<FittedClassifier, 'probabilities'> {
  readonly refit: (point: LabeledPoint, signal?: Cancellation) => LogisticFit;
  /** Euclidean norm of the objective's gradient where the solver ended. */
  readonly gradientNorm: number;
  readonly iterations: number;
}

export interface LogisticOptions {
  /** Inverse penalty C > 0. Default 1. */
  readonly c?: number;
  /** Where to start: coefficients of an earlier fit; used when it has the same classes and columns. */
  readonly start?: LogisticCoefficients;
  readonly signal?: Cancellation | undefined;
}

/**
 * L2-penalised logistic regression: minimises C sum_i w_i loss_i + |W|^2 / 2 with free intercepts until the gradient's
 * norm is below 1e-8. One logit for two present classes, a softmax with all K rows penalised beyond; the objective of
 * scikit-learn's LogisticRegression. Throws RangeError when fewer than two classes are present, CancelledError when the
 * signal is aborted.
 */
export function fitLogisticRegression(training: TrainingSet, options: LogisticOptions = {}): LogisticFit {
  const { c = 1, start, signal } = options;
  const { features, labels, classCount } = training;
  const classes = presentClasses(labels, classCount, 'Logistic regression');
  const outputs = classes.length === 2 ? 1 : classes.length;
  const targets = labels.map((label) => classes.indexOf(label));
  const costs = new Float64Array(labels.length).map((_, row) => c * (training.weights?.[row] ?? 1));
  const centre = weightedMean(features, costs);
  const problem = logisticObjective({ features, targets, costs, centre, outputs });
  const initial = startParameters(start, { classes, centre, outputs });
  const minimum = minimiseConvex(problem, initial, { signal });
  const weights = minimum.x.slice(0, outputs * centre.length);
  const intercepts = uncentre(minimum.x, centre, outputs);
  const coefficients = { classes, weights, intercepts };
  const probabilities = (rows: DenseMatrix) => predict(coefficients, rows, classCount);
  return {
    classCount,
    ...coefficients,
    gradientNorm: minimum.gradientNorm,
    iterations: minimum.iterations,
    probabilities,
    decisionValues: (rows) => decide(coefficients, rows, classCount),
    lossGradients: (rows, given) =>
      logisticGradients(rows, given, { classes, classCount, probabilities: probabilities(rows) }),
    posterior: {
      bayes: (count, rng) =>
        bayesianLogistic({ training, coefficients, c, signal }, rng)
          .draws(count)
          .map((drawn) => ({
            classCount,
            probabilities: (rows) => predict(drawn, rows, classCount),
          })),
    },
    refit: (point, stop) =>
      fitLogisticRegression(withPoint(training, point), { c, start: coefficients, signal: stop }),
  };
}

export const logisticRegression: ClassifierDefinition = {
  id: 'logisticRegression',
  title: 'Logistic regression',
  description: 'A linear model with calibrated probabilities; quick, and strong with few labels.',
  reference: 'Cox 1958; L2 penalty and parametrisation of scikit-learn LogisticRegression, solved exactly.',
  gives: ['probabilities', 'decisionValues', 'gradients'],
  params: [
    {
      name: 'C',
      description: 'Inverse penalty: smaller values keep the coefficients smaller.',
      kind: 'number',
      default: 1,
      minimum: 1e-6,
      maximum: 1e6,
    },
  ],
  fit: (training, params, signal) =>
    fitLogisticRegression(training, { c: numberParam(logisticRegression.params, params, 'C'), signal }),
};

function weightedMean(features: DenseMatrix, costs: Float64Array): Float64Array {
  const { rows, columns, data } = features;
  const mean = new Float64Array(columns);
  let total = 0;
  for (let row = 0; row < rows; row++) {
    total += costs[row]!;
    for (let column = 0; column < columns; column++) {
      mean[column]! += costs[row]! * data[row * columns + column]!;
    }
  }
  return mean.map((sum) => sum / total);
}

interface Frame {
  readonly classes: Int32Array;
  readonly centre: Float64Array;
  readonly outputs: number;
}

function startParameters(start: LogisticCoefficients | undefined, frame: Frame): Float64Array {
  const { classes, centre, outputs } = frame;
  const parameters = new Float64Array(outputs * (centre.length + 1));
  const fits =
    start?.weights.length === outputs * centre.length &&
    start.classes.every((label, index) => label === classes[index]);
  if (start === undefined || !fits) return parameters;
  parameters.set(start.weights);
  for (let output = 0; output < outputs; output++) {
    let intercept = start.intercepts[output]!;
    for (let column = 0; column < centre.length; column++) {
      intercept += start.weights[output * centre.length + column]! * centre[column]!;
    }
    parameters[outputs * centre.length + output] = intercept;
  }
  return parameters;
}

/** Intercepts for features that are not centred, shifted to sum 0 where a softmax leaves their mean free. */
function uncentre(parameters: Float64Array, centre: Float64Array, outputs: number): Float64Array {
  const d = centre.length;
  const intercepts = parameters.slice(outputs * d);
  for (let output = 0; output < outputs; output++) {
    for (let column = 0; column < d; column++) {
      intercepts[output]! -= parameters[output * d + column]! * centre[column]!;
    }
  }
  if (outputs === 1) return intercepts;
  const mean = intercepts.reduce((sum, value) => sum + value, 0) / outputs;
  return intercepts.map((value) => value - mean);
}

/** Logits n x K; K = 1 where two classes are present. */
function logitsOf({ weights, intercepts }: LogisticCoefficients, features: DenseMatrix): Float64Array {
  const outputs = intercepts.length;
  const logits = new Float64Array(features.rows * outputs);
  multiplyRows(features, weights, logits);
  for (let index = 0; index < logits.length; index++) logits[index]! += intercepts[index % outputs]!;
  return logits;
}

/** The logits as decision values: of the second class for two, of each class for more. */
function decide(fit: LogisticCoefficients, features: DenseMatrix, classCount: number): Float64Array {
  const logits = logitsOf(fit, features);
  const outputs = fit.intercepts.length;
  if (classCount === 2 || outputs === classCount) return logits;
  const decisions = new Float64Array(features.rows * classCount).fill(-Infinity);
  for (let row = 0; row < features.rows; row++) {
    const target = row * classCount;
    if (outputs === 1) decisions[target + fit.classes[0]!] = -logits[row]!;
    const first = outputs === 1 ? 1 : 0;
    for (let output = 0; output < outputs; output++) {
      decisions[target + fit.classes[first + output]!] = logits[row * outputs + output]!;
    }
  }
  return decisions;
}

function predict(fit: LogisticCoefficients, features: DenseMatrix, classCount: number): Float64Array {
  const { classes, intercepts } = fit;
  const outputs = intercepts.length;
  const logits = logitsOf(fit, features);
  if (outputs === classCount) {
    for (let row = 0; row < features.rows; row++) softmaxRow(logits, row, outputs);
    return logits;
  }
  const probabilities = new Float64Array(features.rows * classCount);
  for (let row = 0; row < features.rows; row++) {
    const target = row * classCount;
    if (outputs === 1) {
      probabilities[target + classes[0]!] = logistic(-logits[row]!);
      probabilities[target + classes[1]!] = logistic(logits[row]!);
      continue;
    }
    softmaxRow(logits, row, outputs);
    for (let output = 0; output < outputs; output++) {
      probabilities[target + classes[output]!] = logits[row * outputs + output]!;
    }
  }
  return probabilities;
}
