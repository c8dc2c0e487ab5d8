import { multiplyPanel } from './dense';
import { addExtra } from './logisticCertificate';
import { LogisticProblem } from './logisticProblem';
import { element } from './memory';
import { dotPanels, PANEL } from './panels';

// Products of panels of weights with the problem's rows, and back.

/** out[k] = a w_k for each output: `a` has `rows` x D, w is an M-panel, out K x rows panels. */
function logitsOf(p: LogisticProblem, a: usize, rows: i32, w: usize, out: usize): void {
  for (let k = 0; k < p.outputs; k++) {
    const shift = <usize>(k * p.columns) * PANEL;
    multiplyPanel(a, (<usize>p.columns) << 3, rows, p.columns, w + shift, out + <usize>(k * rows) * PANEL);
  }
}

/**
 * The same for the labeled rows. In the coordinates of their own span, row i has none beyond the first i + 1 but the
 * intercept: half of the products are spared.
 */
export function labeledLogits(p: LogisticProblem, w: usize, out: usize): void {
  if (p.products == 0) return logitsOf(p, p.x, p.rows, w, out);
  const d = p.columns;
  const stride = (<usize>d) << 3;
  for (let k = 0; k < p.outputs; k++) {
    const own = w + <usize>(k * d) * PANEL;
    const target = out + <usize>(k * p.rows) * PANEL;
    for (let row = 0; row < p.rows; row += 4) {
      const count = min(4, p.rows - row);
      const at = target + <usize>row * PANEL;
      multiplyPanel(p.x + <usize>row * stride, stride, count, min(row + 4, p.extraColumn), own, at);
    }
    const intercept = own + <usize>(d - 1) * PANEL;
    const low = v128.load(intercept);
    const high = v128.load(intercept, 16);
    const end = target + <usize>p.rows * PANEL;
    for (let at = target; at < end; at += PANEL) {
      v128.store(at, f64x2.add(v128.load(at), low));
      v128.store(at, f64x2.add(v128.load(at, 16), high), 16);
    }
  }
}

/** out = X' slopes for one output, D panels, sparing the same zeros. */
export function gatherSlopes(p: LogisticProblem, slopes: usize, out: usize): void {
  const n = p.rows;
  const d = p.columns;
  const stride = (<usize>n) << 3;
  let column = 0;
  if (p.products != 0) {
    for (; column < p.extraColumn; column += 4) {
      const count = min(4, p.extraColumn - column);
      const from = element(p.xTransposed, column * n + column);
      const at = out + <usize>column * PANEL;
      multiplyPanel(from, stride, count, n - column, slopes + <usize>column * PANEL, at);
    }
    column = p.extraColumn;
  }
  const rest = p.xTransposed + <usize>column * stride;
  multiplyPanel(rest, stride, d - column, n, slopes, out + <usize>column * PANEL);
}

/** Logits of the candidates themselves under the M-panel `w`: a K-panel. */
export function candidateLogits(p: LogisticProblem, xc: usize, w: usize, out: usize): void {
  for (let k = 0; k < p.outputs; k++) {
    dotPanels(xc, w + <usize>(k * p.columns) * PANEL, p.columns, out + <usize>k * PANEL);
  }
}

/** Logits of the evaluation rows, with what the candidates add to the span. */
export function evaluationLogits(p: LogisticProblem, w: usize, extra: usize, logits: usize): void {
  logitsOf(p, p.evaluation, p.evaluationRows, w, logits);
  addExtra(p, w, extra, logits);
}
