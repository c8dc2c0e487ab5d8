import { softplus } from '../numeric/logistic.ts';

/** P(target 1 | f) = 1 / (1 + exp(slope f + offset)). */
export interface Sigmoid {
  readonly slope: number;
  readonly offset: number;
}

/**
 * The sigmoid of most likelihood for decision values and targets 0 or 1, with Platt's smoothed targets: Newton's method
 * with a line search (Lin, Lin and Weng 2007, Machine Learning 68, algorithm 1).
 */
export function fitSigmoid(decisions: Float64Array, targets: Int32Array): Sigmoid {
  const positive = targets.reduce((sum, target) => sum + target, 0);
  const negative = targets.length - positive;
  const high = (positive + 1) / (positive + 2);
  const low = 1 / (negative + 2);
  const wanted = Float64Array.from(targets, (target) => (target === 1 ? high : low));
  const lossAt = (slope: number, offset: number) =>
    decisions.reduce((sum, value, index) => {
      const z = slope * value + offset;
      return sum + softplus(-z) + wanted[index]! * z;
    }, 0);
  let slope = 0;
  let offset = Math.log((negative + 1) / (positive + 1));
  let loss = lossAt(slope, offset);
  for (let iteration = 0; iteration < 100; iteration++) {
    const { gradient, hessian } = derivatives(decisions, wanted, { slope, offset });
    if (Math.max(Math.abs(gradient[0]), Math.abs(gradient[1])) < 1e-9) break;
    const [h11, h21, h22] = hessian;
    const determinant = h11 * h22 - h21 * h21;
    const stepSlope = -(h22 * gradient[0] - h21 * gradient[1]) / determinant;
    const stepOffset = -(h11 * gradient[1] - h21 * gradient[0]) / determinant;
    const descent = gradient[0] * stepSlope + gradient[1] * stepOffset;
    let size = 1;
    let next = lossAt(slope + stepSlope, offset + stepOffset);
    while (next > loss + 1e-4 * size * descent && size > 1e-10) {
      size /= 2;
      next = lossAt(slope + size * stepSlope, offset + size * stepOffset);
    }
    if (size <= 1e-10) break;
    slope += size * stepSlope;
    offset += size * stepOffset;
    loss = next;
  }
  return { slope, offset };
}

function derivatives(decisions: Float64Array, wanted: Float64Array, { slope, offset }: Sigmoid) {
  const gradient: [number, number] = [0, 0];
  // A touch of ridge keeps the step finite where all decision values are alike.
  const hessian: [number, number, number] = [1e-12, 0, 1e-12];
  for (let index = 0; index < decisions.length; index++) {
    const value = decisions[index]!;
    const p = Math.exp(-softplus(slope * value + offset));
    const curvature = p * (1 - p);
    const difference = wanted[index]! - p;
    gradient[0] += value * difference;
    gradient[1] += difference;
    hessian[0] += value * value * curvature;
    hessian[1] += value * curvature;
    hessian[2] += curvature;
  }
  return { gradient, hessian };
}
