import type { EngineState } from '../engineProcess/engineClient.ts';
import type {
  Acknowledgement,
  GridFilter,
  ItemsPage,
  ItemView,
  LabelCommand,
  LabelingSnapshot,
  UndoResult,
} from '../protocol/labeling.ts';
import type { ProjectConfig } from '../protocol/project.ts';
import type { GainReport } from '../protocol/gainView.ts';
import type { WhatIfResult } from '../protocol/whatIf.ts';
import { StoreError } from '../store/store.ts';
import type { StoredItem } from '../store/store.ts';
import { draftCommands } from './eventDrafts.ts';
import type { Clock } from './eventDrafts.ts';
import { exportLabels } from './exporting.ts';
import { followCommands } from './followCommands.ts';
import { gainReport, measureGains, readGainLabels } from './gainReport.ts';
import type { GainReportOptions } from './gainReport.ts';
import { GridPages } from './gridPages.ts';
import { restorePicked } from './handPicked.ts';
import { importInto } from './importing.ts';
import type { ImportOptions } from './importing.ts';
import { toItemView } from './itemViews.ts';
import { SessionInspector } from './sessionInspector.ts';
import { writeNetwork } from './networkFile.ts';
import { importSpecOf } from './projectPaths.ts';
import { Reversals } from './reversals.ts';
import { AHEAD, progressText, RoundLoop } from './roundLoop.ts';
import type { ExportRequest, ImportOutcome, ImportReview, LabelingSession } from './session.ts';
import type { SessionState } from './sessionState.ts';
import { SnapshotFeed } from './snapshotFeed.ts';
import { makeSnapshot } from './snapshots.ts';
import { isEligible, readItems } from './storedItems.ts';
import { askWhatIf } from './whatIf.ts';
import type { WhatIfOptions } from './whatIf.ts';

/** Decided items sent along, so that going back needs no question. */
const BEHIND = 12;

const SYSTEM_CLOCK: Clock = { wall: () => new Date(), monotonicMs: () => performance.now() };

/** One open project: commands in, durable events and snapshots out. */
export class ProjectSession implements LabelingSession {
  readonly #state: SessionState;
  readonly #rounds: RoundLoop;
  readonly #grid: GridPages;
  readonly #feed: SnapshotFeed;
  readonly #clock: Clock;
  readonly #reversals: Reversals;
  readonly #subscriptions: { dispose(): void }[] = [];
  readonly inspector: SessionInspector;

  constructor(state: SessionState) {
    this.#state = state;
    this.#clock = state.options.clock ?? SYSTEM_CLOCK;
    this.#feed = new SnapshotFeed(
      () => this.snapshot(),
      (error) => state.options.log('error', `snapshot failed: ${String(error)}`),
    );
    this.#rounds = new RoundLoop(state, () => this.#feed.changed());
    this.#grid = new GridPages(state);
    this.inspector = new SessionInspector(state, this.#rounds.runner, {
      apply: (commands) => this.apply(commands),
      undo: (eventId) => this.undo(eventId),
      changed: () => this.#feed.changed(),
      gains: (options) => this.gainReport(options),
    });
    this.#reversals = new Reversals(state, this.#clock, (labels) => {
      this.#feed.changed();
      if (labels > 0) this.#rounds.scheduler.labeled(1);
    });
  }

  get config(): ProjectConfig {
    return this.#state.config;
  }

  get engineState(): EngineState {
    return this.#state.options.engine.state;
  }

  get needsImport(): boolean {
    return this.#state.store.itemsVersion === '';
  }

  /** Takes up the state of the last window. */
  async open(): Promise<void> {
    const { store, options, queue } = this.#state;
    this.#state.notice = store.recovery.messages.join(' ');
    for (const message of store.recovery.messages) options.log('warn', message);
    this.#subscriptions.push(options.engine.onStateChange((state) => this.#engineChanged(state)));
    store.onLockChange(() => this.#feed.changed());
    store.onExternalChange(() => this.#followWriter());
    const recent: StoredItem[] = [];
    for (const itemId of await store.recentItems(BEHIND)) {
      const item = await store.item(itemId);
      if (item !== null && !isEligible(item)) recent.push(item);
    }
    this.#state.remember(recent);
    queue.restore(recent.map((item) => this.#state.freeEntry(item, 'review')));
    await this.#rounds.open();
    if (options.engine.state === 'ready') this.#refreshTitles();
  }

  async snapshot(): Promise<LabelingSnapshot> {
    await this.#rounds.topUp();
    const { store, queue, config, options, notice, busy } = this.#state;
    const revision = store.revision;
    const behind = queue.behind.slice(-BEHIND);
    const ahead = queue.ahead.slice(0, queue.shownAhead + AHEAD);
    const items = await readItems(
      store,
      [...behind, ...ahead].map((entry) => entry.row),
    );
    this.#state.remember(items);
    const context = this.#state.viewContext();
    const views = new Map(items.map((item) => [item.itemId, toItemView(item, context)]));
    const viewsOf = (entries: readonly { readonly itemId: string }[]): readonly ItemView[] =>
      entries.flatMap((entry) => views.get(entry.itemId) ?? []);
    return makeSnapshot({
      config,
      revision,
      counts: await store.counts(),
      ranking: this.#rounds.rankingState(),
      behind: viewsOf(behind),
      ahead: viewsOf(ahead),
      canUndo: store.undoTargets().length > 0,
      canRedo: store.redoTargets().length > 0,
      heldBy: store.heldBy,
      trusted: this.#state.trusted,
      showSuggestions: options.showSuggestions(),
      notice,
      busy,
    });
  }

  onSnapshot(listener: (snapshot: LabelingSnapshot) => void): { dispose(): void } {
    return this.#feed.listen(listener);
  }

  async apply(commands: readonly LabelCommand[]): Promise<Acknowledgement> {
    this.#state.requireTrust();
    this.#requireKnownClasses(commands);
    const { store, queue, ranking, config } = this.#state;
    const drafts = draftCommands(commands, {
      clock: this.#clock,
      strategy: config.strategy,
      ranking,
      entry: (itemId) => queue.find(itemId),
      rowOf: (itemId) => this.#state.rowOf(itemId),
    });
    const { revision, events } = await store.appendEvents(drafts);
    this.#took(commands);
    return { revision, eventIds: events.map((event) => event.eventId) };
  }

  async undo(eventId: string): Promise<UndoResult> {
    this.#state.requireTrust();
    return this.#reversals.reverse('undo', eventId);
  }

  async redo(eventId: string): Promise<UndoResult> {
    this.#state.requireTrust();
    return this.#reversals.reverse('redo', eventId);
  }

  page(filter: GridFilter, offset: number, limit: number): Promise<ItemsPage> {
    return this.#grid.read(filter, offset, limit);
  }

  async item(itemId: string): Promise<ItemView> {
    const item = await this.#state.store.item(itemId);
    if (item === null) throw new StoreError('unknownItem', `There is no item "${itemId}" in this project.`);
    this.#state.remember([item]);
    return toItemView(item, this.#state.viewContext());
  }

  shown(itemId: string): void {
    this.#state.queue.shown(itemId);
  }

  get hasNetwork(): boolean {
    return this.#rounds.runner.network !== null;
  }

  async saveNetwork(path: string): Promise<void> {
    const { network } = this.#rounds.runner;
    if (network === null) throw new Error('There is no learned network yet.');
    await writeNetwork(path, network);
  }

  async rankNow(): Promise<void> {
    this.#rounds.scheduler.request('asked');
    await this.#rounds.scheduler.idle();
  }

  async reconfigure(config: ProjectConfig): Promise<void> {
    const { options } = this.#state;
    const before = JSON.stringify(importSpecOf(options.projectFile, this.#state.config));
    const dataChanged = JSON.stringify(importSpecOf(options.projectFile, config)) !== before;
    this.#state.config = config;
    if (dataChanged) {
      this.#state.notice = 'The data settings changed: run “NextLabel: Import Data Again” to apply them.';
    } else {
      this.#rounds.settingsChanged();
    }
    this.#feed.changed();
    await this.#loadTitles();
  }

  async importItems(
    review: (review: ImportReview) => Promise<boolean>,
    options: ImportOptions = {},
  ): Promise<ImportOutcome> {
    this.#state.requireTrust();
    const { store, queue, config } = this.#state;
    const spec = importSpecOf(this.#state.options.projectFile, config);
    const onProgress: ImportOptions['onProgress'] = (progress) => {
      this.#say({ busy: progressText(progress) });
      options.onProgress?.(progress);
    };
    try {
      const parts = { store, engine: this.#state.options.engine, spec };
      const outcome = await importInto(parts, review, { ...options, onProgress });
      if (outcome.committed) {
        queue.clear();
        await restorePicked(this.#state);
        this.#state.ranking = null;
        this.#state.notice = '';
        this.#rounds.start();
      }
      return outcome;
    } finally {
      this.#say({ busy: '' });
    }
  }

  exportLabels(request: ExportRequest): Promise<{ readonly rows: number }> {
    return exportLabels(this.#state.options.engine, this.#state.store, this.#state.config, request);
  }

  async whatIf(options: WhatIfOptions): Promise<WhatIfResult> {
    const signal = options.signal ?? new AbortController().signal;
    return this.#rounds.runner.withFeatures(signal, (features) => askWhatIf(this.#state, features, options));
  }

  async gainReport(measure?: GainReportOptions): Promise<GainReport> {
    const labels = await readGainLabels(this.#state);
    if (measure === undefined) return gainReport(this.#state, labels, null);
    const signal = measure.signal ?? new AbortController().signal;
    const realised = await this.#rounds.runner.withFeatures(signal, (features) =>
      measureGains(this.#state, features, labels, measure),
    );
    return gainReport(this.#state, labels, realised);
  }

  /** Takes in labels that arrived in the journal (a git pull) while the project was open. */
  async refresh(): Promise<void> {
    const merged = await this.#state.store.mergeJournal();
    if (merged > 0) {
      this.#state.notice = `${merged} label event${merged === 1 ? '' : 's'} of the journal were taken in.`;
      this.#rounds.scheduler.request('items');
    }
    this.#feed.changed();
  }

  async close(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.dispose();
    await this.#rounds.close();
    await this.#feed.close();
    await this.#state.store.close();
  }

  /** Another window labels this project: the items that it decided are not asked here any more. */
  #followWriter(): void {
    this.#rounds.followWriter().then(
      () => this.#feed.changed(),
      (error: unknown) =>
        this.#state.options.log('warn', `the writer could not be followed: ${String(error)}`),
    );
  }

  /** Asks the engine for the strategies' titles; until then their ids are shown. */
  async #loadTitles(): Promise<void> {
    const { strategies } = await this.#state.options.engine.hello();
    this.#state.strategyTitles = new Map(strategies.map(({ id, title }) => [id, title]));
    this.#feed.changed();
  }

  #refreshTitles(): void {
    this.#loadTitles().catch((error: unknown) => {
      this.#state.options.log('warn', `strategy titles are not known: ${String(error)}`);
    });
  }

  #requireKnownClasses(commands: readonly LabelCommand[]): void {
    const names = new Set(this.#state.config.classes.map(({ name }) => name));
    for (const { action, value } of commands) {
      if ((action !== 'label' && action !== 'repeat') || value === null || names.has(value)) continue;
      throw new StoreError('unknownClass', `"${value}" is not a class of this project.`);
    }
  }

  /** Everything that follows from labels that are already durable; never in the way of the acknowledgement. */
  #took(commands: readonly LabelCommand[]): void {
    const labels = followCommands(this.#state, commands);
    this.#feed.changed();
    this.#rounds.labeled(labels).catch((error: unknown) => {
      this.#state.options.log('error', `scheduling a round failed: ${String(error)}`);
    });
  }

  #engineChanged(state: EngineState): void {
    if (state === 'ready') {
      this.#rounds.engineBack();
      this.#refreshTitles();
    }
    this.#feed.changed();
  }

  #say(change: { readonly busy: string }): void {
    this.#state.busy = change.busy;
    this.#feed.changed();
  }
}
