import type { RoundRecord, RoundSlot, StoredItem } from '../store/store.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import { mixBits } from './mixBits.ts';
import { objectiveText } from '../protocol/objective.ts';
import type { QueueEntry } from './queue.ts';
import type { Ranking } from './ranking.ts';
import type { FinishedRound } from './roundRunner.ts';

/** How many of the best scores a round keeps; the rest is recomputed from seed, revision and parameters. */
const KEPT_SCORES = 1000;

/** What the next window takes up; what was shown of the others stands in the events. */
const KEPT_SLOTS = 100;

export interface RoundTiming {
  readonly startedAt: string;
  readonly durationMs: number;
}

/** Queue entries of a round's slots; `items` are the stored items of their rows. */
export const queueOf = (
  round: number,
  { result, request, ranking }: FinishedRound & { readonly ranking: Ranking },
  items: readonly StoredItem[],
): readonly QueueEntry[] => {
  const idOf = new Map(items.map((item) => [item.row, item.itemId]));
  return result.slots.flatMap((slot) => {
    const itemId = idOf.get(slot.row);
    if (itemId === undefined) return [];
    const stream = slot.stream === 'strategy' && result.coldStart !== null ? 'coldStart' : slot.stream;
    return {
      row: slot.row,
      itemId,
      stream,
      strategy: request.strategy,
      selectionProbability: slot.selectionProbability,
      score: Number.isFinite(slot.score) ? slot.score : null,
      rank: slot.rank,
      gain: ranking.at(slot.row)?.gain ?? null,
      round,
      modelId: result.modelId,
    };
  });
};

/** What is stored of a round. */
export const recordOf = (parts: {
  readonly round: number;
  readonly finished: FinishedRound;
  readonly entries: readonly QueueEntry[];
  readonly top: readonly StoredItem[];
  readonly ranking: Ranking;
  readonly timing: RoundTiming;
}): RoundRecord => {
  const { request, result, features, classNames } = parts.finished;
  return {
    round: parts.round,
    revision: result.revision,
    seed: request.seed,
    strategy: request.strategy,
    strategyParams: JSON.stringify(request.strategyParams),
    model: request.model,
    modelParams: JSON.stringify(request.modelParams),
    modelId: result.modelId,
    randomShare: request.randomShare,
    batchSize: request.batchSize,
    ...parts.timing,
    coldStart: result.coldStart,
    fallback: result.fallback,
    objective: result.gains === null ? null : objectiveText(result.gains.objective, classNames),
    sharedLabels: result.gains?.learning.sharedLabels ?? null,
    vote: parts.ranking.vote,
    featuresId: features.featuresId,
    slots: parts.entries.slice(0, KEPT_SLOTS).map((entry) => toSlot(entry, parts.ranking)),
    top: parts.top.map((item) => ({
      itemId: item.itemId,
      score: parts.ranking.at(item.row)?.score ?? Number.NaN,
    })),
  };
};

/** Rows whose scores a round keeps. */
export const keptRows = (ranking: Ranking): readonly number[] => [...ranking.rows.subarray(0, KEPT_SCORES)];

const toSlot = (entry: QueueEntry, ranking: Ranking): RoundSlot => ({
  itemId: entry.itemId,
  stream: entry.stream,
  selectionProbability: entry.selectionProbability ?? Number.NaN,
  score: entry.score ?? Number.NaN,
  rank: entry.rank ?? 0,
  gain: entry.gain,
  contributions: ranking.at(entry.row)?.contributions ?? null,
});

/** The queue as the last round before a restart drew it; `rowOf` is null for items that may not be asked any more. */
export const queueOfRecord = (
  record: RoundRecord,
  rowOf: (itemId: string) => number | null,
): readonly QueueEntry[] =>
  record.slots.flatMap((slot) => {
    const row = rowOf(slot.itemId);
    if (row === null) return [];
    return {
      row,
      itemId: slot.itemId,
      stream: slot.stream,
      strategy: record.strategy,
      selectionProbability: Number.isFinite(slot.selectionProbability) ? slot.selectionProbability : null,
      score: Number.isFinite(slot.score) ? slot.score : null,
      rank: slot.rank > 0 ? slot.rank : null,
      gain: slot.gain,
      round: record.round,
      modelId: record.modelId,
    };
  });

/**
 * An order for the time before the first round, or for when the engine is down and the queue ran out: eligible rows by
 * a hash of seed and row, which is a uniform draw without replacement.
 */
export const fallbackRows = (
  eligible: Int32Array,
  seed: number,
  count: number,
): readonly { readonly row: number; readonly probability: number }[] => {
  const keyed = Array.from(eligible, (row) => ({ row, key: mixBits(row + 1, seed) }));
  keyed.sort((a, b) => a.key - b.key || a.row - b.row);
  return keyed.slice(0, count).map(({ row }, place) => ({ row, probability: 1 / (eligible.length - place) }));
};

export const fallbackEntries = (
  items: readonly StoredItem[],
  probabilities: ReadonlyMap<number, number>,
  config: ProjectConfig,
): readonly QueueEntry[] =>
  items.map((item) => ({
    row: item.row,
    itemId: item.itemId,
    stream: 'coldStart',
    strategy: config.strategy,
    selectionProbability: probabilities.get(item.row) ?? null,
    score: null,
    rank: null,
    gain: null,
    round: null,
    modelId: null,
  }));
