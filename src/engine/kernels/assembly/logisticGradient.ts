import { block } from './logisticBlock';
import { LogisticProblem } from './logisticProblem';
import { gatherSlopes } from './logisticProducts';
import { element } from './memory';
import { addPanels, PANEL, probabilitiesOf } from './panels';

/** out = cost (probability - target), a K-panel, of the block's candidates at logits `logits`. */
export function candidateResidual(p: LogisticProblem, logits: usize, out: usize): void {
  const cost = block.cost;
  const targets = block.targets;
  probabilitiesOf(logits, out, p.outputs, 1, 0);
  const end = <usize>p.outputs * PANEL;
  for (let o: usize = 0; o < end; o += PANEL) {
    v128.store(out + o, f64x2.mul(v128.load(cost), f64x2.sub(v128.load(out + o), v128.load(targets + o))));
    v128.store(
      out + o,
      f64x2.mul(v128.load(cost, 16), f64x2.sub(v128.load(out + o, 16), v128.load(targets + o, 16))),
      16,
    );
  }
}

/** The gradient at the block's weights, given the labeled rows' logits (overwritten) and the candidates' residuals. */
export function computeGradient(p: LogisticProblem): void {
  const w = block.w;
  const logits = block.logits;
  const out = block.gradient;
  const n = p.rows;
  const d = p.columns;
  probabilitiesOf(logits, logits, p.outputs, n, 0);
  for (let k = 0; k < p.outputs; k++) {
    const slopes = logits + <usize>(k * n) * PANEL;
    for (let row = 0; row < n; row++) {
      const o = slopes + <usize>row * PANEL;
      const cost = v128.load64_splat(element(p.costs, row));
      const target = v128.load64_splat(element(p.targets, k * n + row));
      v128.store(o, f64x2.mul(cost, f64x2.sub(v128.load(o), target)));
      v128.store(o, f64x2.mul(cost, f64x2.sub(v128.load(o, 16), target)), 16);
    }
    const shift = <usize>(k * d) * PANEL;
    gatherSlopes(p, slopes, out + shift);
    addPanels(out + shift, 1, block.residual + <usize>k * PANEL, block.x, d);
    const end = <usize>(d - 1) * PANEL;
    for (let o: usize = 0; o < end; o += 16) {
      v128.store(out + shift + o, f64x2.add(v128.load(out + shift + o), v128.load(w + shift + o)));
    }
  }
}
