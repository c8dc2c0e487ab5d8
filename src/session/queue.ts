import type { ItemGain } from '../store/store.ts';
import type { Stream } from '../protocol/stream.ts';

/** An item's place in the queue: what the annotator sees of it and what is stored with its label. */
export interface QueueEntry {
  readonly row: number;
  readonly itemId: string;
  readonly stream: Stream;
  /** Strategy id. */
  readonly strategy: string;
  /** Null where it is unknown: the annotator picked the item, or the queue ran out while the engine was down. */
  readonly selectionProbability: number | null;
  readonly score: number | null;
  /** 1-based rank by the strategy. */
  readonly rank: number | null;
  /** What its label is predicted to gain by the round that put it here. */
  readonly gain: ItemGain | null;
  /** Round that put it here; null before the first. */
  readonly round: number | null;
  readonly modelId: string | null;
}

/** Items on turn after the one on screen that a new ranking may not move. */
const PINNED_AHEAD = 2;
/** Decided items kept for going back. */
const KEPT_BEHIND = 200;

/**
 * The order in which items meet the annotator: those already decided, then those to come. A new ranking replaces what
 * is to come, but for the item on screen and the next two.
 */
export class LabelingQueue {
  #behind: QueueEntry[] = [];
  #ahead: QueueEntry[] = [];
  #shown: string | null = null;

  get behind(): readonly QueueEntry[] {
    return this.#behind;
  }

  get ahead(): readonly QueueEntry[] {
    return this.#ahead;
  }

  /** The item is on screen now. */
  shown(itemId: string): void {
    this.#shown = itemId;
  }

  /** How many items ahead come before the one on screen; 0 when that one lies behind. */
  get shownAhead(): number {
    return Math.max(
      0,
      this.#ahead.findIndex((entry) => entry.itemId === this.#shown),
    );
  }

  find(itemId: string): QueueEntry | null {
    const same = (entry: QueueEntry): boolean => entry.itemId === itemId;
    return this.#ahead.find(same) ?? this.#behind.findLast(same) ?? null;
  }

  /** A label or skip was set on the item: it goes behind, wherever it was. */
  decided(entry: QueueEntry): void {
    this.#drop(entry.itemId);
    this.#behind.push(entry);
    if (this.#behind.length > KEPT_BEHIND) this.#behind.shift();
  }

  /** The item's decision was undone: it is on turn again. */
  reopened(entry: QueueEntry): void {
    this.#drop(entry.itemId);
    this.#ahead.unshift(entry);
  }

  /** Takes a new order in; what is pinned stays where it is. */
  replace(entries: readonly QueueEntry[]): void {
    const pinned = this.#ahead.slice(0, this.#pinnedCount());
    const taken = new Set(pinned.map((entry) => entry.itemId));
    this.#ahead = [...pinned, ...entries.filter((entry) => !taken.has(entry.itemId))];
  }

  append(entries: readonly QueueEntry[]): void {
    const taken = new Set(this.#ahead.map((entry) => entry.itemId));
    this.#ahead.push(...entries.filter((entry) => !taken.has(entry.itemId)));
  }

  /** Fills what lies behind after a restart. */
  restore(behind: readonly QueueEntry[]): void {
    this.#behind = behind.slice(-KEPT_BEHIND);
  }

  /** Forgets every item for which `keep` is false (items that left the source, or were decided elsewhere). */
  retain(keep: (entry: QueueEntry) => boolean): void {
    this.#ahead = this.#ahead.filter(keep);
  }

  clear(): void {
    this.#behind = [];
    this.#ahead = [];
    this.#shown = null;
  }

  #pinnedCount(): number {
    if (this.#shown === null) return 0;
    const onScreen = this.#ahead.findIndex((entry) => entry.itemId === this.#shown);
    // While an item behind is on screen, the two that come next stay where they are.
    return onScreen < 0 ? PINNED_AHEAD : onScreen + 1 + PINNED_AHEAD;
  }

  #drop(itemId: string): void {
    const other = (entry: QueueEntry): boolean => entry.itemId !== itemId;
    this.#behind = this.#behind.filter(other);
    this.#ahead = this.#ahead.filter(other);
  }
}
