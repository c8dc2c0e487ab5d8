import { mixBits } from './mixBits.ts';
import type { QueueEntry } from './queue.ts';
import { roundSeed } from './roundRunner.ts';
import type { SessionState } from './sessionState.ts';
import { isEligible, readItems } from './storedItems.ts';

/** A label is asked again after so many others and so many minutes: by then it is judged, not remembered. */
const LABELS_BETWEEN = 20;
const MINUTES_BETWEEN = 10;
/** Places of a new queue that may be repeats; the next ranking comes before they are used up. */
const PLACES = 60;
const TWO_32 = 2 ** 32;

/**
 * The queue with some places given to items that this annotator labeled before, in the share that the project wants. The
 * others keep their order, and with it their probabilities. Which item: any that may be asked again, all alike.
 */
export const withRepeats = async (
  state: SessionState,
  entries: readonly QueueEntry[],
  round: number,
): Promise<readonly QueueEntry[]> => {
  const { store, config, queue, options } = state;
  const mayWrite = store.heldBy === null && options.trusted?.() !== false;
  if (config.repeatShare === 0 || !mayWrite) return entries;
  const now = options.clock?.wall() ?? new Date();
  const before = now.getTime() - 60_000 * MINUTES_BETWEEN;
  const rows = await store.repeatableRows({ labelsSince: LABELS_BETWEEN, before: new Date(before) });
  const waiting = new Set(queue.ahead.map((entry) => entry.row));
  const open = rows.filter((row) => !waiting.has(row));
  const seed = roundSeed(config.seed, round);
  const places = repeatPlaces(Math.min(entries.length, PLACES), config.repeatShare, seed);
  const drawn = drawRows(open, places.length, seed);
  const items = (await readItems(store, drawn)).filter((item) => item.present && !isEligible(item));
  const repeats = items.map((item) => state.freeEntry(item, 'repeat'));
  return interleave(entries, repeats, places);
};

/**
 * Places of the repeats in a queue with `count` other entries: each place is one with probability `share`. Ascending,
 * counted in the queue with the repeats before it.
 */
export const repeatPlaces = (count: number, share: number, seed: number): readonly number[] => {
  const places: number[] = [];
  for (let place = 0, others = 0; others < count; place++) {
    if (mixBits(place + 1, seed) < share * TWO_32) places.push(place);
    else others++;
  }
  return places;
};

/** `count` of the rows, or all: those with the lowest hashes, which is a uniform draw without replacement. */
const drawRows = (rows: Int32Array, count: number, seed: number): readonly number[] =>
  Array.from(rows, (row) => ({ row, key: mixBits(row + 1, ~seed) }))
    .sort((a, b) => a.key - b.key || a.row - b.row)
    .slice(0, count)
    .map(({ row }) => row);

const interleave = (
  entries: readonly QueueEntry[],
  repeats: readonly QueueEntry[],
  places: readonly number[],
): readonly QueueEntry[] => {
  const queue = [...entries];
  repeats.forEach((repeat, index) => queue.splice(places[index] ?? queue.length, 0, repeat));
  return queue;
};
