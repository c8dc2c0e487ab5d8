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
 * is to come, but for the item on screen, the next two, and what the annotator put at the front by hand.
 */
export class LabelingQueue {
  #behind: QueueEntry[] = [];
  #ahead: QueueEntry[] = [];
  #shown: string | null = null;
  /** Ids of items ahead that were put at the front by hand. */
  readonly #picked = new Set<string>();
  /** What they were in the queue without that, and where. */
  readonly #displaced = new Map<string, { readonly entry: QueueEntry; readonly place: number }>();

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

  /** What waits at the front because somebody picked it. */
  get picked(): readonly QueueEntry[] {
    return this.#ahead.filter((entry) => this.#picked.has(entry.itemId));
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

  /** Takes a new order in; what is pinned or was picked stays where it is. */
  replace(entries: readonly QueueEntry[]): void {
    const pinned = this.#pinnedCount();
    const kept = this.#ahead.filter((entry, place) => place < pinned || this.#picked.has(entry.itemId));
    const taken = new Set(kept.map((entry) => entry.itemId));
    this.#displaced.clear();
    entries.forEach((entry, place) => {
      if (this.#picked.has(entry.itemId)) this.#displaced.set(entry.itemId, { entry, place });
    });
    this.#ahead = [...kept, ...entries.filter((entry) => !taken.has(entry.itemId))];
  }

  /**
   * Puts items at the front, behind what is pinned; new rankings leave them there. Returns those that were not pinned or
   * picked before.
   */
  pick(entries: readonly QueueEntry[]): readonly QueueEntry[] {
    const pinned = this.#ahead.slice(0, this.#pinnedCount());
    const fixed = new Set([...pinned.map((entry) => entry.itemId), ...this.#picked]);
    const fresh = entries.filter((entry) => !fixed.has(entry.itemId));
    const moved = new Set(fresh.map((entry) => entry.itemId));
    let place = 0;
    for (const entry of this.#ahead.slice(pinned.length)) {
      if (moved.has(entry.itemId)) this.#displaced.set(entry.itemId, { entry, place });
      if (!this.#picked.has(entry.itemId)) place++;
    }
    for (const id of moved) this.#picked.add(id);
    const others = this.#ahead.slice(pinned.length).filter((entry) => !moved.has(entry.itemId));
    this.#ahead = [...pinned, ...fresh, ...others];
    return fresh;
  }

  /** Takes picked items back to where the ranking had them; what is pinned stays. Returns how many were picked. */
  unpick(itemIds: readonly string[]): number {
    const ids = itemIds.filter((id) => this.#picked.delete(id));
    const pinned = new Set(this.#ahead.slice(0, this.#pinnedCount()).map((entry) => entry.itemId));
    const leaving = new Set(ids.filter((id) => !pinned.has(id)));
    this.#ahead = this.#ahead.filter((entry) => !leaving.has(entry.itemId));
    const front = this.#ahead.filter(({ itemId }) => pinned.has(itemId) || this.#picked.has(itemId)).length;
    const back = ids.flatMap((id) => (leaving.has(id) ? (this.#displaced.get(id) ?? []) : []));
    for (const id of ids) this.#displaced.delete(id);
    const displaced = [...this.#displaced.values()];
    for (const { entry, place } of [...back].sort((a, b) => a.place - b.place)) {
      const missing = displaced.filter((other) => other.place < place).length;
      this.#ahead.splice(front + place - missing, 0, entry);
    }
    return ids.length;
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
    const left = new Set(this.#ahead.map((entry) => entry.itemId));
    for (const id of this.#picked) if (!left.has(id)) this.#picked.delete(id);
  }

  clear(): void {
    this.#behind = [];
    this.#ahead = [];
    this.#shown = null;
    this.#picked.clear();
    this.#displaced.clear();
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
    this.#picked.delete(itemId);
    this.#displaced.delete(itemId);
  }
}
