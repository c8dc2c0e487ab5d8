import type { OpenDriver } from './driver.ts';
import type { Stream } from '../protocol/stream.ts';
import type { VoteSummary } from '../protocol/vote.ts';

/**
 * Kinds of label events. `relabel` is a label set on an item that had one. Two leave the label as it is: `repeat`, what
 * the annotator called an item that was shown again without its label, and `confirm`, that a doubted label is right.
 */
export type EventAction =
  'label' | 'relabel' | 'skip' | 'flag' | 'note' | 'repeat' | 'confirm' | 'undo' | 'redo';

/** What the session hands over; the store adds order (sequence, counter, Lamport number) and the old value. */
export interface EventDraft {
  /** UUID made in the webview. */
  readonly eventId: string;
  readonly itemId: string;
  readonly action: EventAction;
  /**
   * label/relabel: class name or null (cleared); skip: null; flag: 'true' | 'false'; note: text; repeat: class name or
   * null (no answer); confirm: the label; undo/redo: null.
   */
  readonly value: string | null;
  /** undo/redo: the event meant. */
  readonly targetEventId: string | null;
  /** Events set together (grid) share a group and are undone together. */
  readonly groupId: string | null;
  /** ISO 8601 in UTC, and milliseconds of a monotonic clock. */
  readonly wallTime: string;
  readonly monotonicMs: number;
  readonly secondsSpent: number;
  readonly provenance: Provenance;
}

/** Why the item was in front of the annotator. */
export interface Provenance {
  readonly round: number | null;
  /** 1-based rank by the strategy when shown. */
  readonly rankShown: number | null;
  readonly strategy: string | null;
  readonly stream: Stream;
  readonly selectionProbability: number | null;
  readonly modelId: string | null;
  readonly suggestionShown: boolean;
}

/** An event as it stands in the log. */
export interface LabelEvent extends Omit<EventDraft, 'provenance'>, Provenance {
  /** Local order of arrival; differs between clones. */
  readonly sequence: number;
  readonly actor: string;
  /** Counts this actor's events from 1. */
  readonly actorCounter: number;
  readonly lamport: number;
  /** Label, flag or note before this event, as the log stood when it was made. */
  readonly oldValue: string | null;
}

/** The fold of an item's events, ordered by (lamport, actor, actorCounter). */
export interface ItemState {
  readonly itemId: string;
  readonly label: string | null;
  readonly skipped: boolean;
  readonly flagged: boolean;
  readonly note: string;
  /** The event that set the label, null where the label came with the source or there is none. */
  readonly labelEventId: string | null;
}

export interface StoredItem {
  /** Dense 0-based row number, for ever the same for this item in this database. */
  readonly row: number;
  readonly itemId: string;
  /** Content hash of the import (names an image's thumbnail). */
  readonly hash: string;
  readonly content: string;
  /** Label given by the source. */
  readonly sourceLabel: string | null;
  /** False once an import no longer found it in the source. */
  readonly present: boolean;
  readonly state: ItemState;
}

export interface Counts {
  /** Present items. */
  readonly total: number;
  readonly labeled: number;
  readonly skipped: number;
  readonly flagged: number;
  readonly labeledByClass: ReadonlyMap<string, number>;
}

/** What a round needs of the labels, read in one consistent snapshot. */
export interface LabelSnapshot {
  readonly revision: number;
  readonly labeledRows: Int32Array;
  /** Class names aligned with labeledRows. */
  readonly labeledNames: readonly string[];
  /** Present, unlabeled, unskipped rows in ascending order. */
  readonly eligibleRows: Int32Array;
}

export interface RoundRecord {
  /** 1, 2, ... */
  readonly round: number;
  readonly revision: number;
  readonly seed: number;
  readonly strategy: string;
  readonly strategyParams: string;
  readonly model: string;
  readonly modelParams: string;
  readonly modelId: string;
  readonly randomShare: number;
  readonly batchSize: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly coldStart: string | null;
  /** In what other way than its own the strategy ranked, in words; null where it ranked in its own. */
  readonly fallback: string | null;
  /** What gains are predicted of: the objective as the project file writes it, as JSON; null where none are. */
  readonly objective: string | null;
  /**
   * How many labels of the random stream were among those that gains were measured on; null where none are predicted, or
   * in rounds that did not keep it.
   */
  readonly sharedLabels: number | null;
  /** How candidates voted where the strategy asks others; else null. */
  readonly vote: VoteSummary | null;
  readonly featuresId: string;
  /** The queue as drawn: item id, stream, probability, score, rank, predicted gain. */
  readonly slots: readonly RoundSlot[];
  /** The top 1,000 by utility. */
  readonly top: readonly { readonly itemId: string; readonly score: number }[];
}

export interface RoundSlot {
  readonly itemId: string;
  readonly stream: Stream;
  readonly selectionProbability: number;
  readonly score: number;
  readonly rank: number;
  /** What its label was predicted to gain; null where nothing was. */
  readonly gain: ItemGain | null;
  /** What each candidate of the round's vote contributed to it; null where there is no vote or it picked other items. */
  readonly contributions: readonly number[] | null;
}

/** A predicted gain in units of the objective's score: 0.01 is one point. */
export interface ItemGain {
  readonly mean: number;
  readonly deviation: number;
}

/** What the round that put an item on screen predicted of the label that the item then got. */
export interface PredictedGain extends ItemGain {
  readonly row: number;
  readonly itemId: string;
  /** The class it carries now. */
  readonly label: string;
  readonly round: number;
  /** Strategy id. */
  readonly strategy: string;
  readonly stream: Stream;
  /** The objective as the project file writes it, as JSON: gains of different objectives cannot be compared. */
  readonly objective: string;
  /** Of the round. */
  readonly sharedLabels: number | null;
}

export interface ImportSummary {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Items that the source no longer has; kept with their labels, not offered any more. */
  readonly missing: number;
  /** Rows whose content repeats an earlier row (no id column): kept, with ids `hash~2`, `hash~3` ... */
  readonly repeated: number;
  /** Ids that occur more than once in the id column, with line numbers: only the first was taken. At most 100. */
  readonly duplicateIds: readonly { readonly id: string; readonly lines: readonly number[] }[];
  readonly duplicateIdCount: number;
}

/** Staged rows, not visible until committed; discarding leaves the store as it was. */
export interface StagedImport {
  /** `itemsJson`: JSON text of ImportedItem[]; inserted through json_each. */
  addBatch(itemsJson: string): Promise<void>;
  /** What a commit with the same info would do. */
  inspect(info: { readonly idsFromContent: boolean }): Promise<ImportSummary>;
  /** Swaps the items in one transaction; every label stays. */
  commit(info: { readonly sourceHash: string; readonly idsFromContent: boolean }): Promise<ImportSummary>;
  discard(): Promise<void>;
}

export interface AppendResult {
  readonly revision: number;
  /** The events as stored; one for each draft, also for ids already seen. */
  readonly events: readonly LabelEvent[];
}

export interface RecoveryReport {
  /** Sentences for the user; empty when there was nothing to do. */
  readonly messages: readonly string[];
  /** Where the damaged database was set aside. */
  readonly setAside: string | null;
  readonly eventsFromJournal: number;
  readonly eventsToJournal: number;
}

export type ItemFilter = 'all' | 'labeled' | 'skipped' | 'flagged';

/** The project's state on disk; the only writer of labels. All methods reject with StoreError. */
export interface ProjectStore {
  readonly recovery: RecoveryReport;
  /** True if it was opened so: it never writes, and `heldBy` then names this process. */
  readonly readOnly: boolean;
  /** Null while this store may write; else who holds the project. */
  readonly heldBy: LockHolder | null;
  /** Sequence of the last event. */
  readonly revision: number;
  /** Changes whenever an import changed the items. */
  readonly itemsVersion: string;
  readonly databasePath: string;

  /** Durable when it resolves: committed with synchronous=FULL, then written to the journal. One transaction. */
  appendEvents(drafts: readonly EventDraft[]): Promise<AppendResult>;
  /** The events (a group counts as one step) that undo or redo would act on for this actor; empty if none. */
  undoTargets(): readonly LabelEvent[];
  redoTargets(): readonly LabelEvent[];

  counts(): Promise<Counts>;
  labelSnapshot(): Promise<LabelSnapshot>;
  item(itemId: string): Promise<StoredItem | null>;
  itemsByRow(rows: readonly number[]): Promise<readonly StoredItem[]>;
  /** Rows of the items of these ids that are there, in any order. */
  rowsOf(itemIds: readonly string[]): Promise<Int32Array>;
  itemsPage(
    filter: ItemFilter,
    offset: number,
    limit: number,
  ): Promise<{ total: number; items: readonly StoredItem[] }>;
  /**
   * Rows of items that may be asked again: this actor set their label, and at least `labelsSince` others since, before a
   * point in time; they carry no flag and no note, which would tell, and were not asked again before.
   */
  repeatableRows(age: { readonly labelsSince: number; readonly before: Date }): Promise<Int32Array>;
  /** Ids in (lamport, actor, counter) order of the last `limit` distinct items this actor decided, oldest first. */
  recentItems(limit: number): Promise<readonly string[]>;
  /** All events in fold order, streamed by pages. */
  events(): AsyncIterable<LabelEvent>;
  /** All present items with their label event (if any), streamed by pages, in order of row. For exports. */
  labeledItems(): AsyncIterable<{ readonly item: StoredItem; readonly event: LabelEvent | null }>;

  beginImport(): Promise<StagedImport>;

  saveRound(record: RoundRecord): Promise<void>;
  lastRound(): Promise<RoundRecord | null>;
  /** One for each present, labeled item whose label came from a slot with a predicted gain; oldest round first. */
  predictedGains(): Promise<readonly PredictedGain[]>;
  round(round: number): Promise<RoundRecord | null>;
  /** All rounds in order, with `slots` and `top` left empty. */
  rounds(): Promise<readonly RoundRecord[]>;

  /** Small settings of this clone (not shared): key -> JSON text. */
  getMeta(key: string): Promise<string | null>;
  setMeta(key: string, value: string): Promise<void>;

  /** Takes over writing when the holder has ended or its heartbeat is 10 s old; true when it did. */
  tryTakeOver(): Promise<boolean>;
  /** Called when this store became a reader or a writer. */
  onLockChange(listener: (heldBy: LockHolder | null) => void): void;
  /**
   * Called within about a second of another process having written labels, items or a round; only while this store may
   * not write. By then `revision`, `itemsVersion` and the undo targets are up to date.
   */
  onExternalChange(listener: () => void): void;
  /** New events taken in from the journal of another clone (git pull while open); re-read on demand. */
  mergeJournal(): Promise<number>;
  close(): Promise<void>;
}

export interface LockHolder {
  readonly annotator: string;
  readonly host: string;
  readonly pid: number;
  readonly since: string;
}

export type StoreErrorReason =
  | 'readOnly'
  | 'diskFull'
  | 'newerSchema'
  | 'locked'
  | 'noPermission'
  | 'ioError'
  | 'noDriver'
  | 'unknownItem'
  | 'unknownClass'
  | 'staleLabel'
  | 'closed';

export class StoreError extends Error {
  readonly reason: StoreErrorReason;
  constructor(reason: StoreErrorReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.reason = reason;
  }
}

export interface OpenStoreOptions {
  /** The `.nextlabel` folder; made if absent (with its .gitignore). */
  readonly folder: string;
  readonly actor: string;
  /** Which driver to use; default: sqlite3, then node:sqlite. */
  readonly driver?: 'sqlite3' | 'node:sqlite';
  /**
   * For a workspace that is not trusted: nothing in `folder` is made, locked, repaired or written. The store shows the
   * project as it was when it was opened; without a project it is empty. Every write is refused with `readOnly`.
   */
  readonly readOnly?: boolean;
  /** How databases are opened; takes the place of `driver`. Tests put failing drivers in between. */
  readonly openDriver?: OpenDriver;
  readonly now?: () => Date;
}
