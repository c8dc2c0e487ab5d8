import { addScaled } from './dense';
import { expArray } from './exponential';
import { element, f64At, i32At, setF64, setI32 } from './memory';
import { Dual } from './svcDual';
import { SvcProblem } from './svcProblem';
import { ensureRow, move, moveRow, startMove } from './svcRows';
import { bias, minimiseByPairs, solveDual } from './svcSolver';

/** The base fit starts from pairs this close to the optimum; the active set does the rest. */
const ROUGH: f64 = 1e-3;

const dual: Dual = new Dual();

/** Whether gamma has moved from that of the base fit. */
let moving: bool = false;

/** Scratch areas of one call. */
class Areas {
  moved: usize = 0;
  movedEvaluation: usize = 0;
  ready: usize = 0;
  evaluationReady: usize = 0;
  signs: usize = 0;
  costs: usize = 0;
  alpha: usize = 0;
  compact: usize = 0;
  values: usize = 0;
  votes: usize = 0;
}

const areas: Areas = new Areas();

/** Scratch: 3 (n + 1) stride + (n + 1) evaluationStride + evaluationStride + 14 (n + 2) + c v / 2 + 16. */
function divide(p: SvcProblem): void {
  const points = p.rows + 1;
  const matrix = (<usize>(points * p.stride)) << 3;
  const vector = (<usize>p.stride) << 3;
  let at = p.scratch;
  move.series = at;
  at += 64;
  areas.moved = at;
  at += matrix;
  areas.compact = at;
  at += matrix;
  areas.movedEvaluation = at;
  at += (<usize>(points * p.evaluationStride)) << 3;
  areas.values = at;
  at += (<usize>p.evaluationStride) << 3;
  areas.ready = at;
  at += vector;
  areas.evaluationReady = at;
  at += vector;
  areas.signs = at;
  at += vector;
  areas.costs = at;
  at += vector;
  areas.alpha = at;
  at += vector;
  areas.votes = at;
  at += ((<usize>(p.classes * p.evaluationRows) + 1) & ~1) << 2;
  dual.scratch = (at + 15) & ~15;
  dual.signs = areas.signs;
  dual.costs = areas.costs;
  dual.alpha = areas.alpha;
}

/** Fits the labeled points alone; writes multipliers, biases, decisions and labels. Needs `kernel` and the like filled. */
export function fitSvcBase(at: usize): void {
  const p = changetype<SvcProblem>(at);
  divide(p);
  moving = false;
  const stride = (<usize>p.stride) << 3;
  dual.ready = 0;
  let alphas = p.alphas;
  let pair = 0;
  memory.fill(areas.votes, 0, (<usize>(p.classes * p.evaluationRows)) << 2);
  let solved = true;
  for (let a = 0; a < p.classes; a++) {
    for (let b = a + 1; b < p.classes; b++) {
      // A class without points has no machine yet; a candidate of that class will start from zero.
      if (classSize(p, a) == 0 || classSize(p, b) == 0) {
        const zeros = (<usize>(classSize(p, a) + classSize(p, b))) << 3;
        memory.fill(alphas, 0, zeros);
        alphas += zeros;
        pair++;
        continue;
      }
      loadPair(p, p.kernel, a, b, -1, 0);
      memory.fill(areas.alpha, 0, stride);
      minimiseByPairs(dual, ROUGH);
      solved = solveDual(dual) && solved;
      memory.copy(alphas, areas.alpha, (<usize>dual.n) << 3);
      setF64(p.biases, pair, bias);
      const values = element(p.baseDecisions, pair * p.evaluationStride);
      decide(p, a, b, values);
      vote(p, a, b, values);
      alphas += (<usize>dual.n) << 3;
      pair++;
    }
  }
  writeLabels(p, 0);
  if (p.decisions != 0) memory.copy(p.decisions, p.baseDecisions, (<usize>(pair * p.evaluationStride)) << 3);
  setI32(p.status, 0, solved ? 0 : 1);
}

/** Refits with each candidate from the multipliers of the base fit; `fitSvcBase` must have run. */
export function retrainSvc(at: usize): void {
  const p = changetype<SvcProblem>(at);
  divide(p);
  moving = p.scaled != 0;
  dual.ready = 0;
  for (let candidate = 0; candidate < p.candidates; candidate++) {
    beginCandidate(p, candidate);
    const solved = retrainCandidate(p, candidate);
    setI32(p.status, 1 + candidate, solved ? 0 : 1);
  }
}

/** Lays the candidate's row behind the others and sets gamma; rows are moved when needed. */
function beginCandidate(p: SvcProblem, candidate: i32): void {
  const n = p.rows;
  const stride = (<usize>p.stride) << 3;
  const given = element(p.candidateDistances, candidate * n);
  const given2 = element(p.candidateEvaluation, candidate * p.evaluationStride);
  const evaluationRow = element(areas.movedEvaluation, n * p.evaluationStride);
  const base = p.scaled != 0 ? areas.moved : p.kernel;
  const own = base + <usize>n * stride;
  memory.copy(own, given, (<usize>n) << 3);
  memory.copy(evaluationRow, given2, (<usize>p.evaluationStride) << 3);
  if (p.scaled == 0) {
    setF64(own, n, f64At(p.candidateSelf, candidate));
    for (let i = 0; i < n; i++) setF64(base + <usize>i * stride, n, f64At(own, i));
    return;
  }
  startMove(f64At(p.gammas, 0), f64At(p.gammas, 1 + candidate), load<f64>(p.largestDistance));
  const factor = -move.gamma;
  for (let i = 0; i < n; i++) setF64(own, i, factor * f64At(own, i));
  setF64(own, n, 0);
  setF64(own, n + 1 < p.stride ? n + 1 : n, 0);
  expArray(own, own, p.stride);
  move.distances = p.distances;
  move.base = p.kernel;
  move.stride = stride;
  move.count = p.stride;
  move.ownRow = own;
  move.rows = n;
  memory.fill(areas.ready, 0, (<usize>n) << 2);
  setI32(areas.ready, n, 1);
  memory.fill(areas.evaluationReady, 0, (<usize>(n + 1)) << 2);
  dual.kernel = areas.moved;
  dual.stride = stride;
  dual.ready = areas.ready;
  // Every row serves many pairs where there are more than two classes.
  if (p.classes > 2) for (let i = 0; i < n; i++) ensureRow(dual, i);
}

function retrainCandidate(p: SvcProblem, candidate: i32): bool {
  const own = i32At(p.candidateClasses, candidate);
  const matrix = p.scaled != 0 ? areas.moved : p.kernel;
  const kept = p.decisions == 0 ? 0 : element(p.decisions, (1 + candidate) * pairsOf(p) * p.evaluationStride);
  memory.fill(areas.votes, 0, (<usize>(p.classes * p.evaluationRows)) << 2);
  let solved = true;
  let alphas = p.alphas;
  let pair = 0;
  for (let a = 0; a < p.classes; a++) {
    for (let b = a + 1; b < p.classes; b++) {
      const joins = own == a || own == b;
      const size = (<usize>(classSize(p, a) + classSize(p, b))) << 3;
      if ((own != a && classSize(p, a) == 0) || (own != b && classSize(p, b) == 0)) {
        alphas += size;
        pair++;
        continue;
      }
      let values = areas.values;
      if (!joins && p.scaled == 0) {
        values = element(p.baseDecisions, pair * p.evaluationStride);
      } else {
        const cost = f64At(p.candidateCosts, candidate);
        loadPair(p, matrix, a, b, joins ? own : -1, cost);
        memory.copy(areas.alpha, alphas, size);
        if (joins) store<f64>(areas.alpha + size, 0);
        solved = solveDual(dual) && solved;
        decide(p, a, b, values);
      }
      vote(p, a, b, values);
      if (kept != 0)
        memory.copy(element(kept, pair * p.evaluationStride), values, (<usize>p.evaluationStride) << 3);
      alphas += size;
      pair++;
    }
  }
  writeLabels(p, 1 + candidate);
  return solved;
}

function pairsOf(p: SvcProblem): i32 {
  return (p.classes * (p.classes - 1)) / 2;
}

function classSize(p: SvcProblem, label: i32): i32 {
  return i32At(p.classStarts, label + 1) - i32At(p.classStarts, label);
}

/** Sets up the dual of two classes, the candidate (if `own` is one of them) last. */
function loadPair(p: SvcProblem, matrix: usize, a: i32, b: i32, own: i32, cost: f64): void {
  const stride = (<usize>p.stride) << 3;
  const firstStart = i32At(p.classStarts, a);
  const firstSize = classSize(p, a);
  const secondStart = i32At(p.classStarts, b);
  const secondSize = classSize(p, b);
  const labeled = firstSize + secondSize;
  dual.n = labeled + (own >= 0 ? 1 : 0);
  dual.stride = stride;
  for (let i = 0; i < labeled; i++) {
    const point = i < firstSize ? firstStart + i : secondStart + i - firstSize;
    setF64(areas.signs, i, i < firstSize ? 1 : -1);
    setF64(areas.costs, i, f64At(p.costs, point));
  }
  if (own >= 0) {
    setF64(areas.signs, labeled, own == a ? 1 : -1);
    setF64(areas.costs, labeled, cost);
  }
  if (p.classes == 2) {
    dual.kernel = matrix;
    return;
  }
  dual.ready = 0;
  dual.kernel = areas.compact;
  for (let i = 0; i < dual.n; i++) {
    const point = i < firstSize ? firstStart + i : i < labeled ? secondStart + i - firstSize : p.rows;
    const from = matrix + <usize>point * stride;
    const to = areas.compact + <usize>i * stride;
    for (let j = 0; j < firstSize; j++) setF64(to, j, f64At(from, firstStart + j));
    for (let j = 0; j < secondSize; j++) setF64(to, firstSize + j, f64At(from, secondStart + j));
    if (own >= 0) setF64(to, labeled, f64At(from, p.rows));
  }
}

/**
 * Decision values of the evaluation rows under the dual just solved. Where only labels are wanted of two classes, the
 * first terms of the series usually settle every sign; what they leave out is bounded.
 */
function decide(p: SvcProblem, a: i32, b: i32, out: usize): void {
  if (p.classes == 2 && moving && move.near && p.decisions == 0 && decideRoughly(p, out)) return;
  const firstSize = classSize(p, a);
  const labeled = firstSize + classSize(p, b);
  for (let row = 0; row < p.evaluationStride; row++) setF64(out, row, bias);
  for (let i = 0; i < dual.n; i++) {
    const alpha = f64At(areas.alpha, i);
    if (!(alpha > 1e-200)) continue;
    const point =
      i < firstSize
        ? i32At(p.classStarts, a) + i
        : i < labeled
          ? i32At(p.classStarts, b) + i - firstSize
          : p.rows;
    const weight = alpha * f64At(areas.signs, i);
    addScaled(out, weight, evaluationRow(p, point), p.evaluationStride);
  }
}

/** Decision values by three terms of the series; whether all are farther from 0 than what that leaves out. */
function decideRoughly(p: SvcProblem, out: usize): bool {
  const size = (<usize>p.evaluationStride) << 3;
  for (let row = 0; row < p.evaluationStride; row++) setF64(out, row, bias);
  const c1 = v128.load64_splat(move.series, 8);
  const c2 = v128.load64_splat(move.series, 16);
  let total: f64 = 0;
  for (let i = 0; i < dual.n; i++) {
    const alpha = f64At(areas.alpha, i);
    if (!(alpha > 1e-200)) continue;
    const weight = alpha * f64At(areas.signs, i);
    if (i == p.rows) {
      addScaled(out, weight, evaluationRow(p, i), p.evaluationStride);
      continue;
    }
    total += alpha;
    const factor = f64x2.splat(weight);
    const linear = f64x2.mul(factor, c1);
    const square = f64x2.mul(factor, c2);
    const base = p.evaluationKernel + <usize>i * size;
    const distances = p.evaluationDistances + <usize>i * size;
    for (let o: usize = 0; o < size; o += 16) {
      const x = v128.load(distances + o);
      const change = f64x2.add(factor, f64x2.mul(x, f64x2.add(linear, f64x2.mul(x, square))));
      v128.store(out + o, f64x2.add(v128.load(out + o), f64x2.mul(v128.load(base + o), change)));
    }
  }
  // exp(-x) - (1 - x + x^2 / 2) is at most |x|^3 / 6 times exp(|x|), and |x| < 0.12; kernel values are at most 1.
  const reach = move.reach;
  const allowed = 0.19 * reach * reach * reach * total + 1e-9;
  for (let row = 0; row < p.evaluationRows; row++) if (abs(f64At(out, row)) <= allowed) return false;
  return true;
}

/** Kernel values of one point with the evaluation rows, at the gamma at hand. */
function evaluationRow(p: SvcProblem, point: i32): usize {
  const offset = (<usize>(point * p.evaluationStride)) << 3;
  if (!moving) return point == p.rows ? areas.movedEvaluation + offset : p.evaluationKernel + offset;
  if (i32At(areas.evaluationReady, point) == 0) {
    setI32(areas.evaluationReady, point, 1);
    if (point == p.rows) {
      // What was laid there are distances; a candidate that is no support vector is spared the exponentials.
      const own = areas.movedEvaluation + offset;
      const factor = -move.gamma;
      for (let i = 0; i < p.evaluationStride; i++) setF64(own, i, factor * f64At(own, i));
      expArray(own, own, p.evaluationStride);
      return own;
    }
    moveRow(
      p.evaluationKernel + offset,
      p.evaluationDistances + offset,
      areas.movedEvaluation + offset,
      p.evaluationStride,
    );
  }
  return areas.movedEvaluation + offset;
}

function vote(p: SvcProblem, a: i32, b: i32, values: usize): void {
  for (let row = 0; row < p.evaluationRows; row++) {
    const winner = f64At(values, row) > 0 ? a : b;
    const at = areas.votes + ((<usize>(winner * p.evaluationRows + row)) << 2);
    store<i32>(at, load<i32>(at) + 1);
  }
}

/** The class with most votes, the lowest of equals. */
function writeLabels(p: SvcProblem, fit: i32): void {
  const v = p.evaluationRows;
  const labels = p.labels + <usize>(fit * v);
  for (let row = 0; row < v; row++) {
    let best = 0;
    for (let label = 1; label < p.classes; label++) {
      if (i32At(areas.votes, label * v + row) > i32At(areas.votes, best * v + row)) best = label;
    }
    store<u8>(labels + <usize>row, <u8>best);
  }
}
