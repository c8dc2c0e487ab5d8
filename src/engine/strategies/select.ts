import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';
import { restrictView } from './restrictView.ts';
import type { PoolView, Selection, Strategy } from './strategy.ts';

/**
 * The `k` rows that `strategy` would have labeled next, best first, with the utilities of all candidates. `k` beyond
 * the candidates gives them all; a candidate that already carries a label gets NaN and is never chosen; ties follow a
 * permutation seeded by `rng`. Strategies see the candidates by ascending row, so that the order in which they are
 * listed never matters, ties and draws included.
 */
export function select(strategy: Strategy, view: PoolView, k: number, rng: Rng): Selection {
  const { candidates } = view;
  const labeled = new Set(view.labeledRows);
  const open = Int32Array.from(candidates.keys()).filter((index) => !labeled.has(candidates[index]!));
  const ascending = open.every(
    (index, place) => place === 0 || candidates[index]! > candidates[open[place - 1]!]!,
  );
  if (ascending && open.length === candidates.length) return selectOpen(strategy, view, k, rng);
  if (!ascending) open.sort((a, b) => candidates[a]! - candidates[b]!);
  const selection = selectOpen(strategy, restrictView(view, open), k, rng);
  const spread = (values: Float64Array): Float64Array => {
    const all = new Float64Array(view.candidates.length).fill(NaN);
    for (let place = 0; place < open.length; place++) all[open[place]!] = values[place]!;
    return all;
  };
  const { utilities, gains } = selection;
  return {
    ...selection,
    utilities: spread(utilities),
    ...(gains && { gains: { ...gains, mean: spread(gains.mean), deviation: spread(gains.deviation) } }),
  };
}

function selectOpen(strategy: Strategy, view: PoolView, k: number, rng: Rng): Selection {
  const count = Math.max(0, Math.min(k, view.candidates.length));
  const draws = rng.fork('strategy');
  if (strategy.kind === 'batch') return strategy.selectBatch(view, count, draws);
  const utilities = strategy.utilities(view, draws);
  const rowIds = topK(utilities, count, rng.fork('ties')).map((index) => view.candidates[index]!);
  return { rowIds, utilities };
}
