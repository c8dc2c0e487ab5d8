import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';
import type { PoolView, Selection, Strategy } from './strategy.ts';

/**
 * The `k` rows that `strategy` would have labeled next, best first, with the utilities of all candidates. `k` beyond
 * the candidates gives them all; a candidate that already carries a label gets NaN and is never chosen; ties follow a
 * permutation seeded by `rng`.
 */
export function select(strategy: Strategy, view: PoolView, k: number, rng: Rng): Selection {
  const labeled = new Set(view.labeledRows);
  const open = Int32Array.from(view.candidates.keys()).filter(
    (index) => !labeled.has(view.candidates[index]!),
  );
  if (open.length === view.candidates.length) return selectOpen(strategy, view, k, rng);
  const selection = selectOpen(strategy, restrict(view, open), k, rng);
  const utilities = new Float64Array(view.candidates.length).fill(NaN);
  for (let place = 0; place < open.length; place++) utilities[open[place]!] = selection.utilities[place]!;
  return { rowIds: selection.rowIds, utilities };
}

function selectOpen(strategy: Strategy, view: PoolView, k: number, rng: Rng): Selection {
  const count = Math.max(0, Math.min(k, view.candidates.length));
  const draws = rng.fork('strategy');
  if (strategy.kind === 'batch') return strategy.selectBatch(view, count, draws);
  const utilities = strategy.utilities(view, draws);
  const rowIds = topK(utilities, count, rng.fork('ties')).map((index) => view.candidates[index]!);
  return { rowIds, utilities };
}

/** The same view with only the candidates at the positions `kept`. */
function restrict(view: PoolView, kept: Int32Array): PoolView {
  const { classCount, probabilities } = view;
  const candidates = kept.map((index) => view.candidates[index]!);
  if (probabilities === undefined) return { ...view, candidates };
  const rows = new Float64Array(kept.length * classCount);
  for (let place = 0; place < kept.length; place++) {
    const start = kept[place]! * classCount;
    rows.set(probabilities.subarray(start, start + classCount), place * classCount);
  }
  return { ...view, candidates, probabilities: rows };
}
