import type { Stream } from '../protocol/stream.ts';
import type { QueuedLabels, WhatIfRequest } from '../protocol/whatIf.ts';
import type { LabelEvent } from './store.ts';

/** What a replay needs to know of how a project was labeled. */
export type LabelHistory = Pick<WhatIfRequest, 'queued' | 'given' | 'openRows'>;

export interface HistoryFacts {
  /** Unlabeled, unskipped rows. */
  readonly openRows: Int32Array;
  /** Row and class index of each labeled item by its id, in order of row; labels of unknown classes left out. */
  readonly labeled: ReadonlyMap<string, { readonly row: number; readonly label: number }>;
  /** From `firstDecisions`. */
  readonly firstEvents: ReadonlyMap<string, LabelEvent>;
}

/** A decision that still holds: the first that an item got, with the label it has by now. */
interface Decision {
  readonly row: number;
  readonly label: number;
  readonly event: LabelEvent;
  /** How many items were still undecided then. */
  readonly poolSize: number;
}

/**
 * The labels in the order in which they were set, with what stored how their items were chosen. An item counts where it
 * was first labeled, by the draw that brought it up then, and with the class that it has now: a correction changes what
 * is known, not how it came to be asked. Labels whose event has no selection probability are given; so are those of the
 * source.
 */
export const labelHistory = ({ openRows, labeled, firstEvents }: HistoryFacts): LabelHistory => {
  const given: { row: number; label: number }[] = [];
  const queued: Decision[] = [];
  // Undone decisions were made all the same, but nobody can tell how the pool would have looked without them.
  let undecided = openRows.length + firstEvents.size;
  for (const [itemId, event] of firstEvents) {
    const poolSize = undecided--;
    const item = labeled.get(itemId);
    if (item === undefined) continue;
    // Skipped first and labeled later: somebody came back to it.
    if (event.action === 'skip' || event.selectionProbability === null) given.push(item);
    else queued.push({ ...item, event, poolSize });
  }
  for (const [itemId, item] of labeled) if (!firstEvents.has(itemId)) given.push(item);
  return {
    queued: toQueued(queued),
    given: {
      rows: Int32Array.from(given, ({ row }) => row),
      labels: Int32Array.from(given, ({ label }) => label),
    },
    openRows,
  };
};

const toQueued = (decisions: readonly Decision[]): QueuedLabels => ({
  rows: Int32Array.from(decisions, ({ row }) => row),
  labels: Int32Array.from(decisions, ({ label }) => label),
  streams: decisions.map(({ event }): Stream => event.stream),
  strategies: decisions.map(({ event }) => event.strategy ?? ''),
  probabilities: Float64Array.from(decisions, ({ event }) => event.selectionProbability ?? Number.NaN),
  poolSizes: Int32Array.from(decisions, ({ poolSize }) => poolSize),
});
