import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';

/** A two-class support-vector problem in its dual form. */
export interface SvcDual {
  /** Row `index` of the n x n kernel matrix. */
  readonly kernelRow: (index: number) => Float64Array;
  /** +1 or -1, length n. */
  readonly signs: Float64Array;
  /** Upper bound of each multiplier: C times the sample weight. */
  readonly costs: Float64Array;
}

export interface SvcDualSolution {
  /** Multipliers, 0 to cost. */
  readonly alpha: Float64Array;
  /** f(x) = sum_i alpha_i sign_i k(x_i, x) + bias. */
  readonly bias: number;
  readonly iterations: number;
  /** Largest violation of the optimality conditions where the solver ended. */
  readonly violation: number;
}

export interface SvcDualOptions {
  /** Default 1e-10; libsvm's default is 1e-3. */
  readonly tolerance?: number;
  /** Feasible multipliers to start from. */
  readonly start?: Float64Array;
  readonly signal?: Cancellation | undefined;
}

/** A curvature that rounding made zero or negative is replaced by this (libsvm's TAU). */
const FLAT = 1e-12;

/**
 * Minimises alpha' Q alpha / 2 - sum alpha under 0 <= alpha_i <= cost_i and sum sign_i alpha_i = 0, Q_ij = s_i s_j k_ij:
 * sequential minimal optimisation, the second index by second-order information (Fan, Chen and Lin 2005, JMLR 6,
 * working set selection 2), as libsvm does but to a tight tolerance and without shrinking.
 */
export function solveSvcDual(problem: SvcDual, options: SvcDualOptions = {}): SvcDualSolution {
  const { tolerance = 1e-10, start, signal } = options;
  const n = problem.signs.length;
  const alpha = start ? start.slice() : new Float64Array(n);
  const gradient = startGradient(problem, alpha);
  const diagonal = Float64Array.from({ length: n }, (_, index) => problem.kernelRow(index)[index]!);
  const limit = Math.max(10_000_000, 1000 * n);
  let iterations = 0;
  let pair = selectPair(problem, { alpha, gradient, diagonal });
  for (; pair.violation > tolerance && iterations < limit; iterations++) {
    if (iterations % 1024 === 0) throwIfCancelled(signal);
    if (!step(problem, { alpha, gradient, diagonal }, pair)) break;
    pair = selectPair(problem, { alpha, gradient, diagonal });
  }
  return {
    alpha,
    bias: biasOf(problem, alpha, gradient),
    iterations,
    violation: Math.max(0, pair.violation),
  };
}

interface State {
  readonly alpha: Float64Array;
  /** Q alpha - 1. */
  readonly gradient: Float64Array;
  readonly diagonal: Float64Array;
}

interface Pair {
  readonly up: number;
  readonly low: number;
  readonly violation: number;
}

function startGradient({ kernelRow, signs }: SvcDual, alpha: Float64Array): Float64Array {
  const gradient = new Float64Array(alpha.length).fill(-1);
  for (let j = 0; j < alpha.length; j++) {
    if (alpha[j] === 0) continue;
    const row = kernelRow(j);
    const factor = alpha[j]! * signs[j]!;
    for (let i = 0; i < alpha.length; i++) gradient[i]! += signs[i]! * factor * row[i]!;
  }
  return gradient;
}

const canRise = (sign: number, alpha: number, cost: number) => (sign > 0 ? alpha < cost : alpha > 0);

/** The first-order most violating `up` and, for it, the `low` whose joint step gains most. */
function selectPair({ kernelRow, signs, costs }: SvcDual, { alpha, gradient, diagonal }: State): Pair {
  let up = -1;
  let highest = -Infinity;
  for (let t = 0; t < alpha.length; t++) {
    const value = -signs[t]! * gradient[t]!;
    if (value > highest && canRise(signs[t]!, alpha[t]!, costs[t]!)) {
      highest = value;
      up = t;
    }
  }
  if (up < 0) return { up, low: -1, violation: 0 };
  const row = kernelRow(up);
  let low = -1;
  let lowest = Infinity;
  let best = 0;
  for (let t = 0; t < alpha.length; t++) {
    if (!canRise(-signs[t]!, alpha[t]!, costs[t]!)) continue;
    const value = -signs[t]! * gradient[t]!;
    lowest = Math.min(lowest, value);
    const difference = highest - value;
    if (difference <= 0) continue;
    const curvature = Math.max(FLAT, diagonal[up]! + diagonal[t]! - 2 * row[t]!);
    const gain = (difference * difference) / curvature;
    if (gain > best) {
      best = gain;
      low = t;
    }
  }
  return { up, low, violation: low < 0 ? 0 : highest - lowest };
}

/** Optimises the pair; false when rounding leaves no step. */
function step({ kernelRow, signs, costs }: SvcDual, state: State, { up, low }: Pair): boolean {
  const { alpha, gradient, diagonal } = state;
  const rowUp = kernelRow(up);
  const rowLow = kernelRow(low);
  const curvature = Math.max(FLAT, diagonal[up]! + diagonal[low]! - 2 * rowUp[low]!);
  const wanted = (signs[low]! * gradient[low]! - signs[up]! * gradient[up]!) / curvature;
  const roomUp = signs[up]! > 0 ? costs[up]! - alpha[up]! : alpha[up]!;
  const roomLow = signs[low]! > 0 ? alpha[low]! : costs[low]! - alpha[low]!;
  const length = Math.min(wanted, roomUp, roomLow);
  if (!(length > 0)) return false;
  // A bound that is reached is set exactly, so that rounding leaves no multiplier a hair inside it.
  alpha[up] = length === roomUp ? (signs[up]! > 0 ? costs[up]! : 0) : alpha[up]! + signs[up]! * length;
  alpha[low] = length === roomLow ? (signs[low]! > 0 ? 0 : costs[low]!) : alpha[low]! - signs[low]! * length;
  for (let t = 0; t < alpha.length; t++) gradient[t]! += signs[t]! * length * (rowUp[t]! - rowLow[t]!);
  return true;
}

/** Mean over the free multipliers; with none, the middle of what the bounds allow, as libsvm does. */
function biasOf({ signs, costs }: SvcDual, alpha: Float64Array, gradient: Float64Array): number {
  let sum = 0;
  let free = 0;
  let highest = -Infinity;
  let lowest = Infinity;
  for (let t = 0; t < alpha.length; t++) {
    const value = -signs[t]! * gradient[t]!;
    if (alpha[t]! > 0 && alpha[t]! < costs[t]!) {
      sum += value;
      free++;
    }
    if (canRise(signs[t]!, alpha[t]!, costs[t]!)) highest = Math.max(highest, value);
    if (canRise(-signs[t]!, alpha[t]!, costs[t]!)) lowest = Math.min(lowest, value);
  }
  return free > 0 ? sum / free : (highest + lowest) / 2;
}
