import { LogisticProblem } from './logisticProblem';
import { PANEL } from './panels';

/** Pairs of step and gradient change that are remembered. */
export const MEMORY: i32 = 8;

/** Four candidates that are retrained together: panels in the problem's scratch. M = K D as in LogisticProblem. */
class LogisticBlock {
  first: i32 = 0;
  lanes: i32 = 0;
  size: i32 = 0; // M
  vector: usize = 0; // bytes of M coordinates
  x: usize = 0; // D
  targets: usize = 0; // K
  cost: usize = 0; // 1
  w: usize = 0; // M, the weights at hand
  direction: usize = 0; // M, the step that led there
  gradient: usize = 0; // M
  z: usize = 0; // M, the inverse base Hessian times the gradient
  previousGradient: usize = 0; // M
  previousZ: usize = 0; // M
  candidate: usize = 0; // K, logits of the candidates themselves
  residual: usize = 0; // K
  logits: usize = 0; // K max(n, v), of the labeled rows or of the evaluation rows
  extra: usize = 0; // v, coordinates along what the candidates add to the span
  change: usize = 0; // 1, the largest change of a labeled row's logit
  value: usize = 0; // 1
  other: usize = 0; // 1
  small: usize = 0; // 3 K
  history: usize = 0; // MEMORY x 3 M: steps, changes of the gradient, changes of z
  rho: usize = 0; // MEMORY
  alpha: usize = 0; // MEMORY
  q: usize = 0; // M
  stored: i32 = 0;
  slot: i32 = 0;
}

export const block: LogisticBlock = new LogisticBlock();

/** Scratch: (8 + 3 MEMORY) panels of M, K max(n, v) + v and a few. */
export function divideScratch(p: LogisticProblem): void {
  const k = <usize>p.outputs * PANEL;
  const vector = <usize>(p.outputs * p.columns) * PANEL;
  block.size = p.outputs * p.columns;
  block.vector = vector;
  block.x = p.scratch;
  block.w = block.x + <usize>p.columns * PANEL;
  block.gradient = block.w + vector;
  block.z = block.gradient + vector;
  block.previousGradient = block.z + vector;
  block.previousZ = block.previousGradient + vector;
  block.q = block.previousZ + vector;
  block.direction = block.q + vector;
  block.history = block.direction + vector;
  block.rho = block.history + 3 * <usize>MEMORY * vector;
  block.alpha = block.rho + <usize>MEMORY * PANEL;
  block.value = block.alpha + <usize>MEMORY * PANEL;
  block.other = block.value + PANEL;
  block.change = block.other + PANEL;
  block.cost = block.change + PANEL;
  block.targets = block.cost + PANEL;
  block.candidate = block.targets + k;
  block.residual = block.candidate + k;
  block.small = block.residual + k;
  block.extra = block.small + 3 * k;
  block.logits = block.extra + <usize>p.evaluationRows * PANEL;
}
