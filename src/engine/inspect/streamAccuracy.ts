import type { StreamAccuracy } from '../../protocol/inspect.ts';
import type { Cancellation } from '../cancellation.ts';
import { wilsonInterval } from '../metrics/wilsonInterval.ts';
import { fitRound, predictWith } from './pastRound.ts';
import type { RoundLabels } from './pastRound.ts';

/** Labels of the random stream that came after a round's model was fitted. */
export interface LaterLabels {
  readonly rows: Int32Array;
  readonly labels: Int32Array;
}

/**
 * How many of the later labels the round's model predicts (prequential: each was predicted before it was known). Null
 * without labels or without a model. Throws as `fitRound` does.
 */
export function testOnStream(
  round: RoundLabels,
  { rows, labels }: LaterLabels,
  signal?: Cancellation,
): Pick<StreamAccuracy, 'right' | 'total'> | null {
  if (rows.length === 0) return null;
  const model = fitRound(round, signal);
  if (model === null) return null;
  const { predicted } = predictWith(model, round.features, rows);
  const right = predicted.reduce((sum, label, index) => sum + (label === labels[index] ? 1 : 0), 0);
  return { right, total: rows.length };
}

/**
 * Of each place, the sum over it and as many places before as it takes to reach `labels`; null where the place itself and
 * all before it have none.
 */
export function recentAccuracy(
  counts: readonly (Pick<StreamAccuracy, 'right' | 'total'> | null)[],
  labels: number,
): readonly (StreamAccuracy | null)[] {
  return counts.map((_, place) => {
    let first = place;
    let total = counts[place]?.total ?? 0;
    while (total < labels && first > 0) total += counts[--first]?.total ?? 0;
    return streamAccuracy(counts.slice(first, place + 1));
  });
}

/** The sum of several counts with Wilson's 95 % interval; null for no counts. */
export function streamAccuracy(
  counts: readonly (Pick<StreamAccuracy, 'right' | 'total'> | null)[],
): StreamAccuracy | null {
  const known = counts.filter((count) => count !== null);
  const total = known.reduce((sum, count) => sum + count.total, 0);
  if (total === 0) return null;
  const right = known.reduce((sum, count) => sum + count.right, 0);
  return { right, total, ...wilsonInterval(right, total) };
}
