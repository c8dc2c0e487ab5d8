import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';

/** A convex, twice differentiable function of `size` variables. */
export interface ConvexProblem {
  readonly size: number;
  /** Value at `x`; writes the gradient to `gradient` and remembers `x` as the point of the Hessian. */
  evaluate(x: Float64Array, gradient: Float64Array): number;
  /** `out` = H v at the last evaluated point. */
  hessianTimes(v: Float64Array, out: Float64Array): void;
  /** The positive diagonal of H at the last evaluated point, or an approximation of it. */
  hessianDiagonal(out: Float64Array): void;
}

export interface NewtonOptions {
  /** Stop when the gradient's Euclidean norm is below this. Default 1e-8. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
  readonly signal?: Cancellation | undefined;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly gradientNorm: number;
  readonly iterations: number;
}

/** Armijo's constant: the share of the predicted decrease that a step must bring (Nocedal and Wright, 3.1). */
const SUFFICIENT_DECREASE = 1e-4;
/** Relative rounding error of a value, with room for the sums behind it; smaller rises count as none. */
const VALUE_NOISE = 1e-13;
/** Steps without a lower gradient after which double precision is taken to be exhausted. */
const PATIENCE = 3;

/**
 * Minimises a convex function by line-search Newton with conjugate-gradient steps (Nocedal and Wright, Numerical
 * Optimization, algorithm 7.1), preconditioned by the Hessian's diagonal. The forcing term shrinks with the square root
 * of the gradient, which gives superlinear convergence. Ends early, with the best point, when rounding stops progress.
 * Throws CancelledError when the signal is aborted.
 */
export function minimiseConvex(
  problem: ConvexProblem,
  start: Float64Array,
  options: NewtonOptions = {},
): Minimum {
  const { tolerance = 1e-8, maxIterations = 200, signal } = options;
  let x = start.slice();
  let gradient = new Float64Array(problem.size);
  let value = problem.evaluate(x, gradient);
  let gradientNorm = Math.sqrt(inner(gradient, gradient));
  let best: Minimum = { x, value, gradientNorm, iterations: 0 };
  let stalled = 0;
  for (let iteration = 1; iteration <= maxIterations && gradientNorm > tolerance; iteration++) {
    throwIfCancelled(signal);
    const forcing = Math.min(0.3, Math.sqrt(gradientNorm));
    const target = Math.max(forcing * gradientNorm, 0.1 * tolerance);
    const direction = newtonDirection(problem, gradient, target, signal);
    const step = searchLine(problem, { x, value, gradient }, direction);
    if (step === null) break;
    ({ x, value, gradient } = step);
    gradientNorm = Math.sqrt(inner(gradient, gradient));
    stalled = gradientNorm < best.gradientNorm ? 0 : stalled + 1;
    const lower = value < best.value - VALUE_NOISE * Math.abs(best.value);
    if (lower) stalled = 0;
    if (lower || gradientNorm < best.gradientNorm) best = { x, value, gradientNorm, iterations: iteration };
    if (stalled >= PATIENCE) break;
  }
  return best;
}

interface Point {
  readonly x: Float64Array<ArrayBuffer>;
  readonly value: number;
  readonly gradient: Float64Array<ArrayBuffer>;
}

/** Halves the step until it brings enough; null when no step does, which happens only at the limit of precision. */
function searchLine(problem: ConvexProblem, from: Point, direction: Float64Array): Point | null {
  const slope = inner(from.gradient, direction);
  const gradient = new Float64Array(problem.size);
  const x = new Float64Array(problem.size);
  for (let step = 1; step > 1e-10; step /= 2) {
    for (let index = 0; index < x.length; index++) x[index] = from.x[index]! + step * direction[index]!;
    const value = problem.evaluate(x, gradient);
    const allowed = SUFFICIENT_DECREASE * step * slope + VALUE_NOISE * Math.abs(from.value);
    if (value <= from.value + allowed) return { x, value, gradient };
  }
  return null;
}

/** Solves H p = -g by preconditioned conjugate gradients until the residual's norm is at most `target`. */
function newtonDirection(
  problem: ConvexProblem,
  gradient: Float64Array,
  target: number,
  signal: Cancellation | undefined,
): Float64Array {
  const size = problem.size;
  const diagonal = new Float64Array(size);
  problem.hessianDiagonal(diagonal);
  const solution = new Float64Array(size);
  const residual = gradient.map((entry) => -entry);
  const preconditioned = residual.map((entry, index) => entry / diagonal[index]!);
  const conjugate = preconditioned.slice();
  const image = new Float64Array(size);
  let energy = inner(residual, preconditioned);
  // In exact arithmetic `size` steps suffice; rounding may ask for more.
  for (let iteration = 0; iteration < 4 * size + 20; iteration++) {
    if (Math.sqrt(inner(residual, residual)) <= target) break;
    throwIfCancelled(signal);
    problem.hessianTimes(conjugate, image);
    const curvature = inner(conjugate, image);
    // Flat to rounding: only a direction that the problem leaves free (such as a shift of all intercepts).
    if (!(curvature > 0)) break;
    const length = energy / curvature;
    for (let index = 0; index < size; index++) {
      solution[index]! += length * conjugate[index]!;
      residual[index]! -= length * image[index]!;
      preconditioned[index] = residual[index]! / diagonal[index]!;
    }
    const nextEnergy = inner(residual, preconditioned);
    const ratio = nextEnergy / energy;
    energy = nextEnergy;
    for (let index = 0; index < size; index++) {
      conjugate[index] = preconditioned[index]! + ratio * conjugate[index]!;
    }
  }
  return solution;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}
