import { accumulateRows } from '../numeric/accumulateRows.ts';
import { logistic, softplus } from '../numeric/logistic.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import type { ConvexProblem } from '../numeric/minimiseConvex.ts';
import { softmaxRow } from '../numeric/softmaxRow.ts';

/** Training data of a logistic regression in which every class is present. */
export interface LogisticData {
  /** n x d. */
  readonly features: DenseMatrix;
  /** Length n, in [0, max(2, outputs)). */
  readonly targets: Int32Array;
  /** Length n: inverse penalty C times the sample weight. */
  readonly costs: Float64Array;
  /** Length d: the point about which features are centred; coefficients refer to x - centre. */
  readonly centre: Float64Array;
  /** 1: one logit for two classes; K > 2: a softmax over K logits. */
  readonly outputs: number;
}

/**
 * scikit-learn's objective sum_i cost_i loss_i + |W|^2 / 2, intercepts unpenalised, as a function of
 * (W row-major K x d, then K intercepts). Centring changes only what the intercepts mean, which are free, and spares
 * the solver the coupling between intercepts and columns whose mean is far from 0.
 */
export function logisticObjective(data: LogisticData): ConvexProblem {
  const { features, costs, centre, outputs } = data;
  const n = features.rows;
  const d = features.columns;
  const penalised = outputs * d;
  const probabilities = new Float64Array(n * outputs);
  const scratch = new Float64Array(n * outputs);
  const losses = outputs === 1 ? binaryLoss : softmaxLoss;
  const curve = outputs === 1 ? binaryCurvature : softmaxCurvature;
  return {
    size: penalised + outputs,
    evaluate(x, gradient) {
      centredLogits(data, x, probabilities);
      let value = losses(data, probabilities, scratch);
      centredAdjoint(data, scratch, gradient);
      for (let index = 0; index < penalised; index++) {
        const weight = x[index]!;
        value += 0.5 * weight * weight;
        gradient[index]! += weight;
      }
      return value;
    },
    hessianTimes(v, out) {
      centredLogits(data, v, scratch);
      curve(costs, probabilities, scratch);
      centredAdjoint(data, scratch, out);
      for (let index = 0; index < penalised; index++) out[index]! += v[index]!;
    },
    hessianDiagonal(out) {
      out.fill(1, 0, penalised).fill(0, penalised);
      for (let row = 0; row < n; row++) {
        for (let output = 0; output < outputs; output++) {
          const p = probabilities[row * outputs + output]!;
          const curvature = costs[row]! * p * (1 - p);
          out[penalised + output]! += curvature;
          for (let column = 0; column < d; column++) {
            const value = features.data[row * d + column]! - centre[column]!;
            out[output * d + column]! += curvature * value * value;
          }
        }
      }
      // A class predicted with certainty has no curvature left; a preconditioner must stay positive.
      for (let index = penalised; index < out.length; index++) out[index] = Math.max(out[index]!, 1e-12);
    },
  };
}

/** `out` (n x K) = (X - centre) Wᵀ + intercepts, without a centred copy of X. */
function centredLogits(data: LogisticData, parameters: Float64Array, out: Float64Array): void {
  const { features, centre, outputs } = data;
  const d = features.columns;
  const weights = parameters.subarray(0, outputs * d);
  multiplyRows(features, weights, out);
  for (let output = 0; output < outputs; output++) {
    let shift = parameters[outputs * d + output]!;
    for (let column = 0; column < d; column++) shift -= weights[output * d + column]! * centre[column]!;
    for (let index = output; index < out.length; index += outputs) out[index]! += shift;
  }
}

/** The adjoint of `centredLogits`: `out` = (Sᵀ (X - centre), column sums of S). */
function centredAdjoint(data: LogisticData, scales: Float64Array, out: Float64Array): void {
  const { features, centre, outputs } = data;
  const d = features.columns;
  out.fill(0);
  accumulateRows(features, scales, out.subarray(0, outputs * d));
  for (let output = 0; output < outputs; output++) {
    let total = 0;
    for (let index = output; index < scales.length; index += outputs) total += scales[index]!;
    out[outputs * d + output] = total;
    for (let column = 0; column < d; column++) out[output * d + column]! -= total * centre[column]!;
  }
}

/** Sum of costs times ln(1 + exp(-t z)); logits become probabilities of class 1, `slopes` dLoss/dz. */
function binaryLoss(data: LogisticData, logits: Float64Array, slopes: Float64Array): number {
  let value = 0;
  for (let row = 0; row < logits.length; row++) {
    const target = data.targets[row]!;
    const logit = logits[row]!;
    const cost = data.costs[row]!;
    value += cost * softplus(target === 1 ? -logit : logit);
    const probability = logistic(logit);
    logits[row] = probability;
    // Each difference in the form that keeps its digits when the probability is near the target.
    slopes[row] = cost * (target === 1 ? -logistic(-logit) : probability);
  }
  return value;
}

function binaryCurvature(costs: Float64Array, probabilities: Float64Array, scales: Float64Array): void {
  for (let row = 0; row < scales.length; row++) {
    const p = probabilities[row]!;
    scales[row]! *= costs[row]! * p * (1 - p);
  }
}

/**
 * Sum of costs times cross-entropy; logits become probabilities, `slopes` dLoss/dz. The probability of all other
 * classes keeps its digits where 1 - p would lose them, so that well separated data still converge.
 */
function softmaxLoss(data: LogisticData, logits: Float64Array, slopes: Float64Array): number {
  const { outputs } = data;
  let value = 0;
  for (let row = 0; row < data.targets.length; row++) {
    const target = row * outputs + data.targets[row]!;
    const cost = data.costs[row]!;
    const targetLogit = logits[target]!;
    const total = softmaxRow(logits, row, outputs);
    let others = 0;
    for (let index = row * outputs; index < (row + 1) * outputs; index++) {
      slopes[index] = cost * logits[index]!;
      if (index !== target) others += logits[index]!;
    }
    slopes[target] = -cost * others;
    value += cost * (others < 0.5 ? -Math.log1p(-others) : total - targetLogit);
  }
  return value;
}

/** Rows s of `scales` become cost (p s - p (p . s)): the curvature of the softmax (Böhning 1992). */
function softmaxCurvature(costs: Float64Array, probabilities: Float64Array, scales: Float64Array): void {
  const outputs = scales.length / costs.length;
  for (let row = 0; row < costs.length; row++) {
    const start = row * outputs;
    let mean = 0;
    for (let index = start; index < start + outputs; index++) mean += probabilities[index]! * scales[index]!;
    for (let index = start; index < start + outputs; index++) {
      scales[index] = costs[row]! * probabilities[index]! * (scales[index]! - mean);
    }
  }
}
