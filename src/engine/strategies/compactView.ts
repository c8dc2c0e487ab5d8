import { concatIndices } from '../numeric/concatIndices.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { PoolView } from './strategy.ts';

/**
 * The same view with only its own rows: candidates first, then the labeled ones. For many passes over few rows of a
 * large pool, which lie side by side then.
 */
export function compactView(view: PoolView): PoolView {
  const { features, candidates, labeledRows } = view;
  return {
    ...view,
    features: gatherRows(features, concatIndices(candidates, labeledRows)),
    candidates: candidates.map((_, position) => position),
    labeledRows: labeledRows.map((_, index) => candidates.length + index),
  };
}
