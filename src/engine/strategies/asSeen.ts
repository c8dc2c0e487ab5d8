import { embedRows } from '../models/embedRows.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { PoolView } from './strategy.ts';

/** Rows as the last layer of the model sees them: what a network makes of them, else their features. */
export function asSeen({ features, model, signal }: PoolView, rows: Int32Array): DenseMatrix {
  const own = gatherRows(features, rows);
  const embed = model?.embeddings?.bind(model);
  return embed === undefined ? own : embedRows(own, embed, signal);
}
