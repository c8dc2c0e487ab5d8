import { block } from './logisticBlock';
import { candidateResidual } from './logisticGradient';
import { LogisticProblem } from './logisticProblem';
import { f64At, setF64 } from './memory';
import { dotPanels, LANES, PANEL } from './panels';

/**
 * The step t that minimises the model t -> t^2 q / 2 + the candidate's own loss along -t z, q = g' z: the base loss by
 * its quadratic form, the candidate exactly. Newton's method in one dimension, lane by lane. Takes the candidates' logits
 * along z from `residual` and q from `value`; writes -t to `other`.
 */
export function lineStep(p: LogisticProblem): void {
  const slope = block.residual;
  const targets = block.targets;
  const out = block.other;
  const end = <usize>p.outputs * PANEL;
  const moved = block.small;
  const residual = moved + end;
  for (let half: usize = 0; half < 32; half += 16) v128.store(out + half, f64x2.splat(0));
  for (let iteration = 0; iteration < 5; iteration++) {
    for (let o: usize = 0; o < end; o += PANEL) {
      for (let half: usize = 0; half < 32; half += 16) {
        const change = f64x2.mul(v128.load(out + half), v128.load(slope + o + half));
        v128.store(moved + o + half, f64x2.add(v128.load(block.candidate + o + half), change));
      }
    }
    candidateResidual(p, moved, residual);
    for (let half: usize = 0; half < 32; half += 16) {
      const weight = v128.load(block.cost + half);
      const step = v128.load(out + half);
      let first = f64x2.mul(step, v128.load(block.value + half));
      let mean = f64x2.splat(0);
      let square = f64x2.splat(0);
      for (let o: usize = half; o < end; o += PANEL) {
        const direction = v128.load(slope + o);
        const r = v128.load(residual + o);
        first = f64x2.add(first, f64x2.mul(r, direction));
        const probability = f64x2.add(f64x2.div(r, weight), v128.load(targets + o));
        mean = f64x2.add(mean, f64x2.mul(probability, direction));
        square = f64x2.add(square, f64x2.mul(probability, f64x2.mul(direction, direction)));
      }
      const variance = f64x2.sub(square, f64x2.mul(mean, mean));
      const second = f64x2.add(v128.load(block.value + half), f64x2.mul(weight, variance));
      // A lane whose loss is already flat has q = 0 and stays.
      const moves = f64x2.gt(second, f64x2.splat(1e-300));
      const next = f64x2.sub(step, v128.and(moves, f64x2.div(first, second)));
      v128.store(out + half, next);
    }
  }
}

/**
 * Whether some lane's slope along its step has turned to at least 0.9 of what it was; then `other` holds the shares of the
 * steps to keep, 1 for the lanes that did well.
 */
export function overshoots(): bool {
  const work = block.value;
  const factors = block.other;
  dotPanels(block.previousGradient, block.direction, block.size, work);
  dotPanels(block.gradient, block.direction, block.size, factors);
  let any = false;
  for (let lane = 0; lane < LANES; lane++) {
    const fall = -f64At(work, lane);
    const rise = f64At(factors, lane);
    // Below this the slopes are rounding.
    const far = rise > 0.9 * fall && fall > 1e-22;
    setF64(factors, lane, far ? fall / (fall + rise) : 1);
    any = any || far;
  }
  return any;
}

/** Takes the step back but for the shares in `other`: the weights are those of before, the direction is what was kept. */
export function shortenStep(): void {
  const w = block.w;
  const direction = block.direction;
  for (let o: usize = 0; o < block.vector; o += PANEL) {
    for (let half: usize = 0; half < 32; half += 16) {
      const full = v128.load(direction + o + half);
      const kept = f64x2.mul(v128.load(block.other + half), full);
      v128.store(w + o + half, f64x2.sub(v128.load(w + o + half), full));
      v128.store(direction + o + half, kept);
    }
  }
}
