import { multiplyPanel } from './dense';
import { block, divideScratch } from './logisticBlock';
import { prepareExtra, writeLabels } from './logisticCertificate';
import { certified, largestChange } from './logisticEnd';
import { candidateResidual, computeGradient } from './logisticGradient';
import { chooseDirection, rememberStep } from './logisticHistory';
import { lineStep, overshoots, shortenStep } from './logisticLine';
import { LogisticProblem } from './logisticProblem';
import { candidateLogits, evaluationLogits, labeledLogits } from './logisticProducts';
import { element, setI32 } from './memory';
import { addPanels, dotPanels, LANES, largestLane, loadPanel, PANEL } from './panels';

const MAX_ITERATIONS: i32 = 60;

/**
 * Retrains with each candidate, four at a time: L-BFGS preconditioned by the inverse Hessian of the base fit, from the
 * base fit moved by an exact line search along that Hessian's answer to the candidate's gradient. Ends when every
 * gradient's norm is below `tolerance` or, with `certify`, when no evaluation row's label can change any more. Scratch:
 * see `divideScratch`.
 */
export function retrainLogistic(at: usize, tolerance: f64, certify: i32): void {
  const p = changetype<LogisticProblem>(at);
  divideScratch(p);
  for (let first = 0; first < p.candidates; first += LANES) {
    block.first = first;
    block.lanes = min(LANES, p.candidates - first);
    const converged = retrainBlock(p, tolerance, certify != 0);
    for (let lane = 0; lane < block.lanes; lane++) setI32(p.status, first + lane, converged ? 0 : 1);
  }
}

function retrainBlock(p: LogisticProblem, tolerance: f64, certify: bool): bool {
  loadBlock(p);
  takeFirstStep(p);
  let shortened = false;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    move(p, certify);
    // A step that went too far is taken back to where the slope along it would vanish, were the loss a parabola.
    if (!shortened && overshoots()) {
      shortened = true;
      shortenStep();
      continue;
    }
    shortened = false;
    if (hasEnded(p, tolerance, certify)) {
      writeLabels(p, block.first, block.lanes, block.logits);
      return true;
    }
    rememberStep();
    chooseDirection();
  }
  return false;
}

/** The block's candidates, and the base fit's weights for each. */
function loadBlock(p: LogisticProblem): void {
  loadPanel(p.candidateX, p.columns, block.first, block.lanes, block.x);
  if (p.products != 0) prepareExtra(p, block.first, block.lanes, block.x, block.extra);
  loadPanel(p.candidateTargets, p.outputs, block.first, block.lanes, block.targets);
  loadPanel(p.candidateCosts, 1, block.first, block.lanes, block.cost);
  for (let i = 0; i < block.size; i++) {
    const start = v128.load64_splat(element(p.weights, i));
    v128.store(block.w + <usize>i * PANEL, start);
    v128.store(block.w + <usize>i * PANEL, start, 16);
  }
  block.stored = 0;
  block.slot = 0;
}

/** The direction from the base fit, where the gradient is that of the candidate alone. */
function takeFirstStep(p: LogisticProblem): void {
  const d = p.columns;
  const size = block.size;
  const gradient = block.previousGradient;
  const z = block.previousZ;
  candidateLogits(p, block.x, block.w, block.candidate);
  candidateResidual(p, block.candidate, block.residual);
  memory.fill(gradient, 0, block.vector);
  for (let k = 0; k < p.outputs; k++) {
    addPanels(gradient + <usize>(k * d) * PANEL, 1, block.residual + <usize>k * PANEL, block.x, d);
  }
  multiplyPanel(p.inverse, (<usize>size) << 3, size, size, gradient, z);
  dotPanels(gradient, z, size, block.value);
  candidateLogits(p, block.x, z, block.residual);
  lineStep(p);
  memory.fill(block.direction, 0, block.vector);
  addPanels(block.direction, 1, block.other, z, size);
}

/** Goes along the direction; leaves the gradient there and, with `certify`, how far logits have changed. */
function move(p: LogisticProblem, certify: bool): void {
  const w = block.w;
  for (let o: usize = 0; o < block.vector; o += 16) {
    v128.store(w + o, f64x2.add(v128.load(w + o), v128.load(block.direction + o)));
  }
  labeledLogits(p, w, block.logits);
  if (certify) largestChange(p);
  candidateLogits(p, block.x, w, block.candidate);
  candidateResidual(p, block.candidate, block.residual);
  computeGradient(p);
}

/** Whether the block is done; then the evaluation rows' logits are there, else z is. */
function hasEnded(p: LogisticProblem, tolerance: f64, certify: bool): bool {
  const size = block.size;
  dotPanels(block.gradient, block.gradient, size, block.value);
  if (largestLane(block.value) < tolerance * tolerance) {
    evaluationLogits(p, block.w, block.extra, block.logits);
    return true;
  }
  multiplyPanel(p.inverse, (<usize>size) << 3, size, size, block.gradient, block.z);
  return certify && certified(p);
}
