import type { QueuedLabels, WhatIfRequest } from '../protocol/whatIf.ts';
import type { Stream } from '../protocol/stream.ts';
import { firstDecisions } from '../store/firstDecisions.ts';
import type { LabelEvent, ProjectStore, StoredItem } from '../store/store.ts';

/** Items read at once: a larger answer would block the event loop while it is unpacked. */
const READ_AT_ONCE = 250;

/** What a replay needs to know of how a project was labeled. */
export type LabelHistory = Pick<WhatIfRequest, 'queued' | 'given' | 'openRows'>;

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
 * source. Labels of classes that are not among `classNames` are left out, as in training.
 */
export const readLabelHistory = async (
  store: Pick<ProjectStore, 'events' | 'itemsPage' | 'labelSnapshot'>,
  classNames: readonly string[],
): Promise<LabelHistory> => {
  const { eligibleRows } = await store.labelSnapshot();
  const items = await labeledItems(store);
  const firstEvents = await firstDecisions(store.events());
  const given: { row: number; label: number }[] = [];
  const queued: Decision[] = [];
  // Undone decisions were made all the same, but nobody can tell how the pool would have looked without them.
  let undecided = eligibleRows.length + firstEvents.size;
  for (const [itemId, event] of firstEvents) {
    const poolSize = undecided--;
    const item = items.get(itemId);
    const label = classNames.indexOf(item?.state.label ?? '');
    if (item === undefined || label < 0) continue;
    // Skipped first and labeled later: somebody came back to it.
    if (event.action === 'skip' || event.selectionProbability === null) given.push({ row: item.row, label });
    else queued.push({ row: item.row, label, event, poolSize });
  }
  for (const item of items.values()) {
    const label = classNames.indexOf(item.state.label ?? '');
    if (label >= 0 && !firstEvents.has(item.itemId)) given.push({ row: item.row, label });
  }
  return {
    queued: toQueued(queued),
    given: {
      rows: Int32Array.from(given, ({ row }) => row),
      labels: Int32Array.from(given, ({ label }) => label),
    },
    openRows: eligibleRows,
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

const labeledItems = async (
  store: Pick<ProjectStore, 'itemsPage'>,
): Promise<ReadonlyMap<string, StoredItem>> => {
  const found = new Map<string, StoredItem>();
  for (let offset = 0; ; offset += READ_AT_ONCE) {
    const { items } = await store.itemsPage('labeled', offset, READ_AT_ONCE);
    for (const item of items) found.set(item.itemId, item);
    if (items.length < READ_AT_ONCE) return found;
  }
};
