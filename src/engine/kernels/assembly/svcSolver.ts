import { addScaled, dot } from './dense';
import { element, f64At, i32At, setF64, setI32 } from './memory';
import { ensureRow } from './svcRows';
import { Dual } from './svcDual';

/** f(x) = sum alpha sign k + bias; set by `solveDual`. */
export let bias: f64 = 0;

/** Optimality conditions are met to this (decision values are of the order of 1). */
const TOLERANCE: f64 = 1e-10;
/** A multiplier this far from a bound counts as free, and starts on its way from there. */
const NUDGE: f64 = 1e-300;

/** Within this share of its cost a multiplier stands at a bound. */
const EDGE: f64 = 1e-13;

/** Whether some multiplier is free by more than rounding. */
function anyFree(p: Dual): bool {
  for (let i = 0; i < p.n; i++) {
    const cost = f64At(p.costs, i);
    const alpha = f64At(p.alpha, i);
    if (alpha > EDGE * cost && alpha < (1 - EDGE) * cost) return true;
  }
  return false;
}

function free(p: Dual, i: i32): bool {
  const alpha = f64At(p.alpha, i);
  return alpha > 0 && alpha < f64At(p.costs, i);
}

function inside(alpha: f64, cost: f64): f64 {
  if (alpha <= 0) return NUDGE;
  return alpha >= cost ? cost * (1 - 1.2e-16) : alpha;
}

/**
 * Solves the dual from the feasible multipliers in `alpha` by a primal active-set method: the equations of the free
 * multipliers exactly (Cholesky, the equality by elimination of the bias), a step to the first bound on the way, then the
 * worst violator of the optimality conditions is freed (Nocedal and Wright 2006, section 16.5). Warm starts need few
 * steps. Where no multiplier is free or the equations are singular, sequential minimal optimisation takes over. False
 * where it gives up.
 */
export function solveDual(p: Dual): bool {
  const n = p.n;
  const freeList = p.scratch;
  const padded = (n + 1) & ~1;
  const right = element(freeList, padded);
  const ones = element(right, padded);
  const values = element(ones, padded);
  const factor = element(values, 2 * padded);
  for (let iteration = 0; iteration < 50 + 10 * n; iteration++) {
    let count = 0;
    for (let i = 0; i < n; i++) if (free(p, i)) setI32(freeList, count++, i);
    for (let i = 0; i < n; i++) if (f64At(p.alpha, i) > 0) ensureRow(p, i);
    if (count == 0 || !solveFree(p, freeList, count, right, ones, factor)) {
      minimiseByPairs(p, TOLERANCE);
      return true;
    }
    if (!stepToward(p, freeList, count, right)) continue;
    // Decision values of all points, from the rows of those with a multiplier.
    for (let i = 0; i < n; i++) setF64(values, i, bias);
    for (let j = 0; j < n; j++) {
      const alpha = f64At(p.alpha, j);
      if (alpha > 0) addScaled(values, alpha * f64At(p.signs, j), p.kernel + <usize>j * p.stride, n);
    }
    let worst = TOLERANCE;
    let violator = -1;
    for (let i = 0; i < n; i++) {
      const alpha = f64At(p.alpha, i);
      const excess = 1 - f64At(p.signs, i) * f64At(values, i);
      const violation = alpha == 0 ? excess : alpha >= f64At(p.costs, i) ? -excess : 0;
      if (violation > worst) {
        worst = violation;
        violator = i;
      }
    }
    if (violator < 0) {
      // With every multiplier at a bound the bias is not unique: libsvm's middle of its interval is wanted.
      if (!anyFree(p)) minimiseByPairs(p, TOLERANCE);
      return true;
    }
    setF64(p.alpha, violator, inside(f64At(p.alpha, violator), f64At(p.costs, violator)));
  }
  return false;
}

/**
 * The free multipliers times sign that solve K b + bias = sign - (bounded part), sum b = -(bounded sum), into `right`;
 * false when K is singular to rounding.
 */
function solveFree(p: Dual, freeList: usize, count: i32, right: usize, ones: usize, factor: usize): bool {
  let bounded: f64 = 0;
  for (let a = 0; a < count; a++) setF64(right, a, f64At(p.signs, i32At(freeList, a)));
  for (let j = 0; j < p.n; j++) {
    const alpha = f64At(p.alpha, j);
    if (alpha < f64At(p.costs, j)) continue;
    const value = f64At(p.signs, j) * alpha;
    bounded += value;
    const row = p.kernel + <usize>j * p.stride;
    for (let a = 0; a < count; a++)
      setF64(right, a, f64At(right, a) - f64At(row, i32At(freeList, a)) * value);
  }
  for (let a = 0; a < count; a++) {
    const row = p.kernel + <usize>i32At(freeList, a) * p.stride;
    const own = factor + <usize>a * p.stride;
    let first: f64 = f64At(right, a);
    let second: f64 = 1;
    let square: f64 = f64At(row, i32At(freeList, a));
    for (let b = 0; b < a; b++) {
      const other = factor + <usize>b * p.stride;
      const value = (f64At(row, i32At(freeList, b)) - dot(own, other, b)) * f64At(other, b);
      setF64(own, b, value);
      square -= value * value;
      first -= value * f64At(right, b);
      second -= value * f64At(ones, b);
    }
    if (!(square > 1e-13)) return false;
    const inverse = 1 / sqrt(square);
    setF64(own, a, inverse);
    setF64(right, a, first * inverse);
    setF64(ones, a, second * inverse);
  }
  bias = (dot(right, ones, count) + bounded) / dot(ones, ones, count);
  addScaled(right, -bias, ones, count);
  for (let a = count - 1; a >= 0; a--) {
    const own = factor + <usize>a * p.stride;
    const value = f64At(right, a) * f64At(own, a);
    setF64(right, a, value);
    addScaled(right, -value, own, a);
  }
  return true;
}

/** Moves the free multipliers toward `target`; false when a bound stopped them. */
function stepToward(p: Dual, freeList: usize, count: i32, target: usize): bool {
  let step: f64 = 1;
  let blocking = -1;
  let bound: f64 = 0;
  for (let a = 0; a < count; a++) {
    const i = i32At(freeList, a);
    const goal = f64At(target, a) * f64At(p.signs, i);
    const alpha = f64At(p.alpha, i);
    const cost = f64At(p.costs, i);
    const end: f64 = goal < 0 ? 0 : goal > cost ? cost : goal;
    if (end == goal) continue;
    const share = (end - alpha) / (goal - alpha);
    if (share < step) {
      step = share;
      blocking = i;
      bound = end;
    }
  }
  for (let a = 0; a < count; a++) {
    const i = i32At(freeList, a);
    const alpha = f64At(p.alpha, i);
    const goal = f64At(target, a) * f64At(p.signs, i);
    setF64(p.alpha, i, inside(alpha + step * (goal - alpha), f64At(p.costs, i)));
  }
  if (blocking < 0) return true;
  setF64(p.alpha, blocking, bound);
  return false;
}

/** Sequential minimal optimisation with second-order selection (Fan, Chen and Lin 2005); sets the bias as libsvm does. */
export function minimiseByPairs(p: Dual, tolerance: f64): void {
  const n = p.n;
  const gradient = element(p.scratch, 4 * ((n + 1) & ~1));
  for (let i = 0; i < n; i++) {
    ensureRow(p, i);
    setF64(gradient, i, -1);
    // A multiplier that was only nudged off its bound goes back to it.
    const cost = f64At(p.costs, i);
    if (f64At(p.alpha, i) <= EDGE * cost) setF64(p.alpha, i, 0);
    else if (f64At(p.alpha, i) >= (1 - EDGE) * cost) setF64(p.alpha, i, cost);
  }
  for (let j = 0; j < n; j++) {
    const value = f64At(p.alpha, j) * f64At(p.signs, j);
    if (value == 0) continue;
    const row = p.kernel + <usize>j * p.stride;
    for (let i = 0; i < n; i++)
      setF64(gradient, i, f64At(gradient, i) + f64At(p.signs, i) * value * f64At(row, i));
  }
  const limit = 100000 + 1000 * n;
  for (let iteration = 0; iteration < limit; iteration++) {
    let up = -1;
    let highest: f64 = -Infinity;
    for (let t = 0; t < n; t++) {
      const value = -f64At(p.signs, t) * f64At(gradient, t);
      if (value > highest && canRise(p, t)) {
        highest = value;
        up = t;
      }
    }
    if (up < 0) break;
    const row = p.kernel + <usize>up * p.stride;
    let low = -1;
    let lowest: f64 = Infinity;
    let best: f64 = 0;
    for (let t = 0; t < n; t++) {
      if (!canFall(p, t)) continue;
      const value = -f64At(p.signs, t) * f64At(gradient, t);
      lowest = min(lowest, value);
      const difference = highest - value;
      if (difference <= 0) continue;
      const gain = (difference * difference) / curvature(p, row, up, t);
      if (gain > best) {
        best = gain;
        low = t;
      }
    }
    if (low < 0 || highest - lowest < tolerance || !stepPair(p, gradient, up, low)) break;
  }
  bias = biasOf(p, gradient);
}

function canRise(p: Dual, t: i32): bool {
  return f64At(p.signs, t) > 0 ? f64At(p.alpha, t) < f64At(p.costs, t) : f64At(p.alpha, t) > 0;
}

function canFall(p: Dual, t: i32): bool {
  return f64At(p.signs, t) > 0 ? f64At(p.alpha, t) > 0 : f64At(p.alpha, t) < f64At(p.costs, t);
}

function curvature(p: Dual, row: usize, up: i32, low: i32): f64 {
  const other = f64At(p.kernel + <usize>low * p.stride, low);
  return max(1e-12, f64At(row, up) + other - 2 * f64At(row, low));
}

/** False when rounding leaves no step. */
function stepPair(p: Dual, gradient: usize, up: i32, low: i32): bool {
  const row = p.kernel + <usize>up * p.stride;
  const other = p.kernel + <usize>low * p.stride;
  const signUp = f64At(p.signs, up);
  const signLow = f64At(p.signs, low);
  const slope = signLow * f64At(gradient, low) - signUp * f64At(gradient, up);
  const alphaUp = f64At(p.alpha, up);
  const alphaLow = f64At(p.alpha, low);
  const costUp = f64At(p.costs, up);
  const costLow = f64At(p.costs, low);
  const roomUp = signUp > 0 ? costUp - alphaUp : alphaUp;
  const roomLow = signLow > 0 ? alphaLow : costLow - alphaLow;
  const length = min(slope / curvature(p, row, up, low), min(roomUp, roomLow));
  if (!(length > 0)) return false;
  // A bound that is reached is set exactly.
  setF64(p.alpha, up, length == roomUp ? (signUp > 0 ? costUp : 0) : alphaUp + signUp * length);
  setF64(p.alpha, low, length == roomLow ? (signLow > 0 ? 0 : costLow) : alphaLow - signLow * length);
  for (let t = 0; t < p.n; t++) {
    const change = f64At(row, t) - f64At(other, t);
    setF64(gradient, t, f64At(gradient, t) + f64At(p.signs, t) * length * change);
  }
  return true;
}

/** Mean over the free multipliers; with none, the middle of what the bounds allow. */
function biasOf(p: Dual, gradient: usize): f64 {
  let sum: f64 = 0;
  let count = 0;
  let highest: f64 = -Infinity;
  let lowest: f64 = Infinity;
  for (let t = 0; t < p.n; t++) {
    const value = -f64At(p.signs, t) * f64At(gradient, t);
    if (free(p, t)) {
      sum += value;
      count++;
    }
    if (canRise(p, t)) highest = max(highest, value);
    if (canFall(p, t)) lowest = min(lowest, value);
  }
  return count > 0 ? sum / <f64>count : (highest + lowest) / 2;
}
