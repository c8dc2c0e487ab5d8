import type { EngineClient } from '../engineProcess/engineClient.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import { StoreError } from '../store/store.ts';
import type { ProjectStore, StoredItem } from '../store/store.ts';
import type { Clock } from './eventDrafts.ts';
import { cacheFolderOf, sourcePath } from './projectPaths.ts';
import { LabelingQueue } from './queue.ts';
import type { QueueEntry } from './queue.ts';
import type { Ranking } from './ranking.ts';
import type { ViewContext } from './itemViews.ts';

export type Log = (level: 'info' | 'warn' | 'error', message: string) => void;

export interface SessionOptions {
  /** Absolute path of the `<name>.nextlabel.json`. */
  readonly projectFile: string;
  readonly config: ProjectConfig;
  readonly engine: EngineClient;
  /** Makes an absolute path something the view may load. */
  readonly toUri: (absolutePath: string) => string;
  readonly showSuggestions: () => boolean;
  readonly log: Log;
  /** False in an untrusted workspace: items can be looked at, not labeled. Default: trusted. */
  readonly trusted?: () => boolean;
  /** A round is due when the ranking is older than this many labels. Default 10. */
  readonly rerankAfter?: number;
  readonly clock?: Clock;
}

/** What the parts of an open session share. */
export class SessionState {
  readonly options: SessionOptions;
  readonly store: ProjectStore;
  readonly stateFolder: string;
  readonly queue = new LabelingQueue();
  config: ProjectConfig;
  ranking: Ranking | null = null;
  /** Label events set in this session, and how many of them the ranking knows. */
  labelCount = 0;
  labelsInRanking = 0;
  /** Why the ranking is out of date, for people; empty when it is not. */
  trouble = '';
  notice = '';
  busy = '';
  /** What was answered to repeats that lie behind in the queue, by item; null = no answer. */
  readonly repeatAnswers = new Map<string, string | null>();
  /** Rows decided since the ranking was made. */
  readonly decidedSince = new Set<number>();
  strategyTitles: ReadonlyMap<string, string> = new Map();
  /** Rows of the items that the view has seen. */
  readonly #rows = new Map<string, number>();

  constructor(options: SessionOptions, store: ProjectStore, stateFolder: string) {
    this.options = options;
    this.config = options.config;
    this.store = store;
    this.stateFolder = stateFolder;
  }

  get cacheFolder(): string {
    return cacheFolderOf(this.stateFolder);
  }

  get trusted(): boolean {
    return this.options.trusted?.() ?? true;
  }

  /** Throws StoreError where nothing may be changed because the workspace is not trusted. */
  requireTrust(): void {
    if (this.trusted) return;
    throw new StoreError('readOnly', 'This workspace is not trusted: trust it to set labels or import data.');
  }

  strategyTitle(id: string): string {
    return this.strategyTitles.get(id) ?? id;
  }

  rowOf(itemId: string): number | null {
    return this.#rows.get(itemId) ?? null;
  }

  remember(items: readonly StoredItem[]): void {
    for (const item of items) this.#rows.set(item.itemId, item.row);
  }

  /** The entry of an item that no slot of a round asked for: its selection probability is not known. */
  freeEntry(
    item: Pick<StoredItem, 'row' | 'itemId'>,
    stream: 'browse' | 'review' | 'strategy' | 'repeat',
  ): QueueEntry {
    const ranked = this.ranking?.at(item.row) ?? null;
    return {
      row: item.row,
      itemId: item.itemId,
      stream,
      strategy: this.config.strategy,
      selectionProbability: null,
      score: ranked?.score ?? null,
      rank: ranked?.rank ?? null,
      gain: ranked?.gain ?? null,
      round: this.ranking?.round ?? null,
      modelId: this.ranking?.modelId ?? null,
    };
  }

  viewContext(): ViewContext {
    return {
      config: this.config,
      source: sourcePath(this.options.projectFile, this.config),
      cacheFolder: this.cacheFolder,
      toUri: this.options.toUri,
      ranking: this.ranking,
      showSuggestions: this.options.showSuggestions(),
      strategyTitle: (id) => this.strategyTitle(id),
      entry: (itemId) => this.queue.find(itemId),
      repeatAnswers: this.repeatAnswers,
    };
  }
}
