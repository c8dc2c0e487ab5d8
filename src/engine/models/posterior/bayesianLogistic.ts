import type { Cancellation } from '../../cancellation.ts';
import { accumulateRows } from '../../numeric/accumulateRows.ts';
import { gatherRows } from '../../numeric/gatherRows.ts';
import { logistic } from '../../numeric/logistic.ts';
import type { DenseMatrix } from '../../numeric/matrix.ts';
import { multiplyRows } from '../../numeric/multiplyRows.ts';
import type { Rng } from '../../numeric/rng.ts';
import { measureScaling, scaleFeatures } from '../../numeric/scaling.ts';
import type { Scaling } from '../../numeric/scaling.ts';
import { shuffledIndices } from '../../numeric/shuffledIndices.ts';
import { softmaxRow } from '../../numeric/softmaxRow.ts';
import type { TrainingSet } from '../classifier.ts';
import type { LogisticCoefficients } from '../logisticCoefficients.ts';
import { bayesByBackprop } from './bayesByBackprop.ts';
import type { WeightDistributions } from './bayesByBackprop.ts';

export interface LogisticPosterior {
  readonly training: TrainingSet;
  /** Of the fit with the penalty 1 / c: where the means start. */
  readonly coefficients: LogisticCoefficients;
  readonly c: number;
  readonly signal?: Cancellation | undefined;
}

/** Multiplications of one training, a second or two; with more labels or features, it sees each label less often. */
const WORK = 1e9;
const STEPS = 400;
const BATCH = 256;
const RATE = 0.05;
/** Of the intercepts' prior, on standardised features: next to no penalty, as the fit has none. */
const INTERCEPT_PRIOR = 10;

/**
 * A normal distribution of each coefficient by Bayes by backprop. The prior of the weights is the one of which the
 * penalty |w|^2 / 2 at C is the logarithm, a normal of variance C. Deviations start at those of the curvature alone. All
 * of it is on standardised features, so that one step length suits every coefficient.
 */
export function bayesianLogistic(given: LogisticPosterior, rng: Rng) {
  const { training, coefficients, signal } = given;
  const frame = standardise(given);
  const { features, labels } = frame;
  const { rows, columns } = features;
  const outputs = coefficients.intercepts.length;
  const size = Math.max(1, Math.min(BATCH, Math.floor(WORK / (2 * STEPS * outputs * columns)), rows));
  const batches = Math.ceil(rows / size);
  const order = shuffledIndices(rows, rng.fork('batches'));
  const parts = Array.from({ length: batches }, (_, batch) => {
    const kept = order.subarray(batch * size, (batch + 1) * size);
    return {
      features: gatherRows(features, kept),
      labels: kept.map((row) => labels[row]!),
      weights: Float64Array.from(kept, (row) => training.weights?.[row] ?? 1),
    };
  });
  const { means, priors } = frame;
  const deviations = curvatureDeviations(frame, training.weights);
  const learned = bayesByBackprop(
    { means, deviations, priors, batches, gradient: (weights, batch) => gradientOf(parts[batch]!, weights) },
    { epochs: Math.max(1, Math.round(STEPS / batches)), rate: RATE },
    rng.fork('weights'),
    signal,
  );
  const draws = (count: number): LogisticCoefficients[] =>
    Array.from({ length: count }, (_, draw) => drawnCoefficients(frame, learned, rng.fork(`draw ${draw}`)));
  return { ...learned, draws };
}

interface Frame {
  readonly classes: Int32Array;
  readonly scaling: Scaling;
  /** n x d, standardised. */
  readonly features: DenseMatrix;
  /** Places of the rows' classes among those present. */
  readonly labels: Int32Array;
  /** K x d weights, then K intercepts, on standardised features. */
  readonly means: Float64Array;
  readonly priors: Float64Array;
}

function standardise({ training, coefficients, c }: LogisticPosterior): Frame {
  const { classes, weights, intercepts } = coefficients;
  const scaling = measureScaling(training.features, 'columns');
  const columns = training.features.columns;
  const means = new Float64Array(weights.length + intercepts.length);
  means.set(intercepts, weights.length);
  const priors = new Float64Array(means.length).fill(INTERCEPT_PRIOR);
  weights.forEach((weight, index) => {
    const column = index % columns;
    const deviation = scaling.deviations[column]!;
    means[index] = weight * deviation;
    priors[index] = Math.sqrt(c) * deviation;
    means[weights.length + Math.floor(index / columns)]! += weight * scaling.means[column]!;
  });
  return {
    classes,
    scaling,
    features: scaleFeatures(training.features, scaling),
    labels: training.labels.map((label) => classes.indexOf(label)),
    means,
    priors,
  };
}

/** Deviations that weights have by the curvature of their own loss and prior at the means, the others held. */
function curvatureDeviations({ features, means, priors }: Frame, weights?: Float64Array): Float64Array {
  const { rows, columns, data } = features;
  const shares = sharesAt(features, means);
  const outputs = shares.length / rows;
  const curvatures = priors.map((prior) => 1 / prior ** 2);
  for (let row = 0; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      const share = shares[row * outputs + output]!;
      const curvature = (weights?.[row] ?? 1) * share * (1 - share);
      curvatures[outputs * columns + output]! += curvature;
      for (let column = 0; column < columns; column++) {
        curvatures[output * columns + column]! += curvature * data[row * columns + column]! ** 2;
      }
    }
  }
  return curvatures.map((curvature) => 1 / Math.sqrt(curvature));
}

/** Probabilities n x K; of the second class alone where there are two. */
function sharesAt(features: DenseMatrix, parameters: Float64Array): Float64Array {
  const outputs = parameters.length / (features.columns + 1);
  const weights = parameters.subarray(0, outputs * features.columns);
  const shares = new Float64Array(features.rows * outputs);
  multiplyRows(features, weights, shares);
  shares.forEach((_, index) => {
    shares[index]! += parameters[weights.length + (index % outputs)]!;
  });
  if (outputs === 1) return shares.map(logistic);
  for (let row = 0; row < features.rows; row++) softmaxRow(shares, row, outputs);
  return shares;
}

interface Part {
  readonly features: DenseMatrix;
  readonly labels: Int32Array;
  readonly weights: Float64Array;
}

/** Gradient of the weighted cross-entropy, summed over the rows. */
function gradientOf({ features, labels, weights }: Part, parameters: Float64Array): Float64Array {
  const residuals = sharesAt(features, parameters);
  const outputs = residuals.length / features.rows;
  const first = outputs === 1 ? 1 : 0;
  residuals.forEach((share, index) => {
    const row = Math.floor(index / outputs);
    const isOwn = labels[row] === first + (index % outputs);
    residuals[index] = weights[row]! * (share - (isOwn ? 1 : 0));
  });
  const gradient = new Float64Array(parameters.length);
  const split = outputs * features.columns;
  accumulateRows(features, residuals, gradient.subarray(0, split));
  residuals.forEach((residual, index) => {
    gradient[split + (index % outputs)]! += residual;
  });
  return gradient;
}

/** A draw, in terms of the original features. */
function drawnCoefficients(
  { classes, scaling }: Frame,
  { means, deviations }: WeightDistributions,
  rng: Rng,
): LogisticCoefficients {
  const columns = scaling.means.length;
  const drawn = means.map((mean, index) => mean + deviations[index]! * rng.normal());
  const split = columns * (means.length / (columns + 1));
  const weights = drawn.slice(0, split).map((weight, index) => weight / scaling.deviations[index % columns]!);
  const intercepts = drawn.slice(split);
  weights.forEach((weight, index) => {
    intercepts[Math.floor(index / columns)]! -= weight * scaling.means[index % columns]!;
  });
  return { classes, weights, intercepts };
}
