import type { PredictionChanges } from '../../protocol/inspect.ts';
import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { predictRows } from '../models/predictRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { drawSample } from '../strategies/onSample.ts';
import { trainWithOne } from '../strategies/trainWith.ts';
import type { PoolView } from '../strategies/strategy.ts';

/** Items that are predicted anew for each label tried; of a larger pool, a sample. */
const MOST_PREDICTED = 20_000;

export type ChangesView = PoolView & Required<Pick<PoolView, 'model' | 'fit'>>;

/**
 * Tries every class for an item and counts the other candidates whose predicted class is then another than before. The
 * view holds the fitted model and how to fit it. Throws CancelledError when the signal is aborted.
 */
export function createChangeCounter(
  view: ChangesView,
  rng: Rng,
  signal?: Cancellation,
  mostPredicted = MOST_PREDICTED,
): (row: number) => PredictionChanges {
  const { features, candidates, classCount, model } = view;
  const rows = drawSample(candidates.length, mostPredicted, rng).map((index) => candidates[index]!);
  const before = predictRows(model, features, rows, signal);
  const train = trainWithOne(view);
  return (row) => {
    const others = Int32Array.from(rows.keys()).filter((index) => rows[index] !== row);
    const changed = Array.from({ length: classCount }, (_, label) => {
      throwIfCancelled(signal);
      const after = predictRows(train(row, label), features, rows, signal);
      return others.reduce((sum, index) => sum + (after[index] === before[index] ? 0 : 1), 0);
    });
    return {
      changed,
      of: others.length,
      pool: candidates.length - (candidates.includes(row) ? 1 : 0),
    };
  };
}
