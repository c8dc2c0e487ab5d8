import { addScaled, dot, factorCholesky, invertCholesky, multiplyPanel, solveCholesky } from './dense';
import { expArray } from './exponential';
import { LogisticProblem } from './logisticProblem';
import { element, f64At, setF64 } from './memory';

const LANES: i32 = 4;
/** Below this Newton decrement the factor is kept: each further step still gains as many digits as it does. */
const FREEZE: f64 = 1e-4;

/**
 * Fits the base model by damped Newton steps until the gradient's norm is below `tolerance`; writes weights, logits and
 * the inverse Hessian. Returns the number of steps, or -1 where it does not converge. Scratch: 2 M^2 + 3 M
 * + (n + 1) (K + 6) + 4 D.
 */
export function fitLogisticBase(at: usize, tolerance: f64): i32 {
  const p = changetype<LogisticProblem>(at);
  const size = p.outputs * p.columns;
  const stride = (<usize>size) << 3;
  const hessian = p.scratch;
  const factor = hessian + stride * <usize>size;
  const gradient = factor + stride * <usize>size;
  const direction = gradient + stride;
  const trial = direction + stride;
  const residuals = trial + stride;
  memory.fill(p.weights, 0, stride);
  let loss = lossAt(p, p.weights, residuals);
  let frozen = false;
  for (let iteration = 0; iteration < 200; iteration++) {
    gradientAt(p, p.weights, residuals, gradient);
    if (sqrt(dot(gradient, gradient, size)) < tolerance) {
      if (!frozen && !factorHessian(p, residuals, hessian, factor)) return -1;
      invertCholesky(factor, size, stride, hessian, p.inverse);
      return iteration;
    }
    if (!frozen && !factorHessian(p, residuals, hessian, factor)) return -1;
    memory.copy(direction, gradient, stride);
    solveCholesky(factor, size, stride, direction);
    const decrement = dot(gradient, direction, size);
    let step: f64 = 1;
    for (let halving = 0; halving < 40; halving++) {
      memory.copy(trial, p.weights, stride);
      addScaled(trial, -step, direction, size);
      const next = lossAt(p, trial, residuals);
      if (next <= loss - 1e-4 * step * decrement + 1e-12 * abs(loss)) {
        loss = next;
        break;
      }
      step *= 0.5;
    }
    memory.copy(p.weights, trial, stride);
    frozen = decrement < FREEZE * FREEZE;
  }
  return -1;
}

/** The penalised loss; leaves the logits in `p.logits` and probabilities (K x n) in `probabilities`. */
function lossAt(p: LogisticProblem, weights: usize, probabilities: usize): f64 {
  const n = p.rows;
  const d = p.columns;
  const k = p.outputs;
  const padded = (n + 1) & ~1;
  const scratch = probabilities + ((<usize>(padded * k)) << 3);
  let loss: f64 = 0;
  for (let output = 0; output < k; output++) {
    const w = element(weights, output * d);
    loss += 0.5 * dot(w, w, d - 1);
    for (let row = 0; row < n; row++) setF64(p.logits, output * n + row, dot(element(p.x, row * d), w, d));
  }
  if (k == 1) {
    for (let row = 0; row < n; row++) setF64(scratch, row, -abs(f64At(p.logits, row)));
    expArray(scratch, scratch, padded);
    for (let row = 0; row < n; row++) {
      const logit = f64At(p.logits, row);
      const e = f64At(scratch, row);
      const positive = 1.0 / (1.0 + e);
      setF64(probabilities, row, logit >= 0 ? positive : e * positive);
      const wrong = f64At(p.targets, row) > 0.5 ? -logit : logit;
      loss += f64At(p.costs, row) * ((wrong > 0 ? wrong : 0) + NativeMath.log1p(e));
    }
    return loss;
  }
  // The row's largest logit is taken out first, so that no exponential overflows.
  for (let row = 0; row < n; row++) {
    let top = f64At(p.logits, row);
    for (let output = 1; output < k; output++) top = max(top, f64At(p.logits, output * n + row));
    setF64(scratch, row, top);
    for (let output = 0; output < k; output++) {
      setF64(probabilities, output * padded + row, f64At(p.logits, output * n + row) - top);
      loss -=
        f64At(p.costs, row) * f64At(p.targets, output * n + row) * (f64At(p.logits, output * n + row) - top);
    }
  }
  expArray(probabilities, probabilities, padded * k);
  for (let row = 0; row < n; row++) {
    let total: f64 = 0;
    for (let output = 0; output < k; output++) total += f64At(probabilities, output * padded + row);
    loss += f64At(p.costs, row) * NativeMath.log(total);
    const scale = 1.0 / total;
    for (let output = 0; output < k; output++) {
      setF64(probabilities, output * padded + row, f64At(probabilities, output * padded + row) * scale);
    }
  }
  return loss;
}

function gradientAt(p: LogisticProblem, weights: usize, probabilities: usize, gradient: usize): void {
  const n = p.rows;
  const d = p.columns;
  const padded = (n + 1) & ~1;
  const scratch = probabilities + ((<usize>(padded * p.outputs)) << 3);
  for (let output = 0; output < p.outputs; output++) {
    for (let row = 0; row < n; row++) {
      const slope = f64At(probabilities, output * padded + row) - f64At(p.targets, output * n + row);
      setF64(scratch, row, f64At(p.costs, row) * slope);
    }
    for (let column = 0; column < d; column++) {
      const penalty: f64 = column < d - 1 ? f64At(weights, output * d + column) : 0;
      setF64(gradient, output * d + column, penalty + dot(element(p.xTransposed, column * n), scratch, n));
    }
  }
}

/** Cholesky factor of the Hessian at `probabilities`; false when it is not positive definite to rounding. */
function factorHessian(p: LogisticProblem, probabilities: usize, hessian: usize, factor: usize): bool {
  const n = p.rows;
  const d = p.columns;
  const k = p.outputs;
  const size = k * d;
  const stride = (<usize>size) << 3;
  const padded = (n + 1) & ~1;
  const curvature = probabilities + ((<usize>(padded * k)) << 3);
  const scaled = element(curvature, padded);
  const products = element(scaled, LANES * n);
  for (let first = 0; first < k; first++) {
    for (let second = 0; second <= first; second++) {
      const pFirst = element(probabilities, first * padded);
      const pSecond = element(probabilities, second * padded);
      const same: f64 = first == second ? 1 : 0;
      for (let row = 0; row < n; row++) {
        setF64(curvature, row, f64At(p.costs, row) * f64At(pFirst, row) * (same - f64At(pSecond, row)));
      }
      // Four columns of the block at a time, below its diagonal only where it is symmetric.
      for (let a = 0; a < d; a += LANES) {
        const width = min(LANES, d - a);
        for (let lane = 0; lane < LANES; lane++) {
          const xa = element(p.xTransposed, (a + (lane < width ? lane : 0)) * n);
          for (let row = 0; row < n; row++) {
            setF64(scaled, row * LANES + lane, f64At(xa, row) * f64At(curvature, row));
          }
        }
        const from = first == second ? a : 0;
        multiplyPanel(element(p.xTransposed, from * n), (<usize>n) << 3, d - from, n, scaled, products);
        for (let b = from; b < d; b++) {
          const target = element(hessian + <usize>(first * d + b) * stride, second * d + a);
          for (let lane = 0; lane < width; lane++)
            setF64(target, lane, f64At(products, (b - from) * LANES + lane));
        }
      }
      if (first == second) {
        for (let a = 0; a < d - 1; a++) {
          const diagonal = element(hessian + <usize>(first * d + a) * stride, first * d + a);
          store<f64>(diagonal, load<f64>(diagonal) + 1);
        }
      }
      // The data leave a shift of all intercepts free; this pins their sum and touches no difference of logits.
      if (k > 1) {
        const corner = element(hessian + <usize>(first * d + d - 1) * stride, second * d + d - 1);
        store<f64>(corner, load<f64>(corner) + 1);
      }
    }
  }
  return factorCholesky(hessian, factor, size, stride);
}
