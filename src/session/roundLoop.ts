import { EngineError } from '../engineProcess/engineClient.ts';
import type { Progress } from '../protocol/engine.ts';
import type { RankingState } from '../protocol/labeling.ts';
import { restorePicked } from './handPicked.ts';
import { LearnedModel } from './learnedModel.ts';
import { LearnedStrategy } from './learnedStrategy.ts';
import { messageOf } from './messageOf.ts';
import { weightsFile } from './modelWeights.ts';
import { featureSpecOf, networkPath } from './projectPaths.ts';
import { makeRanking } from './ranking.ts';
import { withRepeats } from './repeats.ts';
import { fallbackEntries, fallbackRows, keptRows, queueOf, queueOfRecord, recordOf } from './roundKeeper.ts';
import { RoundRunner } from './roundRunner.ts';
import type { FinishedRound } from './roundRunner.ts';
import { RoundScheduler } from './roundScheduler.ts';
import type { SessionState } from './sessionState.ts';
import { isEligible, readItems } from './storedItems.ts';
import { strategyFile } from './strategyMemory.ts';

/** Default of "the ranking is older than N labels". */
const RERANK_AFTER = 10;
/** Items the view wants ahead, so that the next one is painted without asking. */
export const AHEAD = 12;
/** Slots of the last stored round that are looked at on opening. */
const RESTORED_SLOTS = 60;
/** Fallback items drawn at once. */
const FALLBACK_ITEMS = 50;
/** How long the first items wait for a ranking before they come in random order. */
const FIRST_RANKING_MS = 4000;

/** Keeps the queue filled: rounds in the background, and something to label when there is none. */
export class RoundLoop {
  readonly #state: SessionState;
  readonly #changed: () => void;
  readonly #scheduler: RoundScheduler;
  readonly #runner: RoundRunner;
  #lastRound = 0;
  #patience: NodeJS.Timeout | null = null;
  #mayFallBack = false;
  /** What the round that runs is at, in words. */
  #progress = '';

  constructor(state: SessionState, changed: () => void) {
    this.#state = state;
    this.#changed = changed;
    const keeping = {
      mayWrite: () => !state.store.readOnly && state.store.heldBy === null,
      onTrouble: (message: string) => state.options.log('warn', message),
    };
    this.#runner = new RoundRunner({
      store: state.store,
      engine: state.options.engine,
      config: () => state.config,
      spec: () => featureSpecOf(state.options.projectFile, state.config),
      network: () => networkPath(state.options.projectFile, state.config),
      cacheFolder: state.cacheFolder,
      model: new LearnedModel({ weights: weightsFile(state.stateFolder), ...keeping }),
      strategy: new LearnedStrategy({ file: strategyFile(state.stateFolder), ...keeping }),
      onProgress: (progress) => this.#showProgress(progress),
      onRoundProgress: (progress) => this.#showRound(roundProgressText(progress)),
    });
    this.#scheduler = new RoundScheduler({
      run: (signal) => this.#run(signal),
      onError: (error) => this.#failed(error),
      // The ranking was shown before it was stored, when its round still ran.
      onIdle: () => this.#changed(),
      now: () => performance.now(),
      dueAfter: this.#dueAfter(),
    });
  }

  get notes(): readonly string[] {
    return this.#runner.notes;
  }

  /** What has the engine hold the project's features, for others than rounds. */
  get runner(): RoundRunner {
    return this.#runner;
  }

  get scheduler(): RoundScheduler {
    return this.#scheduler;
  }

  /** Takes up where the last window left off, and asks for a fresh ranking. */
  async open(): Promise<void> {
    await this.#takeUpLastRound();
    if (this.#state.store.readOnly) this.#mayFallBack = true;
    this.start();
  }

  /** Shows the queue that the window which labels has drawn. */
  async followWriter(): Promise<void> {
    this.#state.queue.clear();
    await this.#takeUpLastRound();
  }

  async #takeUpLastRound(): Promise<void> {
    const record = await this.#state.store.lastRound();
    if (record !== null) {
      this.#lastRound = record.round;
      const rows = new Map<string, number>();
      for (const slot of record.slots.slice(0, RESTORED_SLOTS)) {
        const item = await this.#state.store.item(slot.itemId);
        if (item !== null && isEligible(item)) rows.set(item.itemId, item.row);
      }
      this.#state.queue.replace(queueOfRecord(record, (itemId) => rows.get(itemId) ?? null));
    }
    await restorePicked(this.#state);
  }

  /** Asks for a round if there is anything to rank. */
  start(): void {
    const { store } = this.#state;
    // A copy to look at is shown in the order of its last round.
    if (store.itemsVersion === '' || store.readOnly) return;
    this.#scheduler.request('opened');
    this.#patience ??= setTimeout(() => {
      this.#mayFallBack = true;
      this.#changed();
    }, FIRST_RANKING_MS);
  }

  settingsChanged(): void {
    this.#scheduler.setDueAfter(this.#dueAfter());
    this.#scheduler.request('settings');
  }

  /** `count` labels were set; rounds follow by batch, and at once when the cold start can end. */
  async labeled(count: number): Promise<void> {
    this.#state.labelCount += count;
    this.#scheduler.labeled(count);
    if (typeof this.#state.ranking?.coldStart !== 'string') return;
    const { labeledByClass } = await this.#state.store.counts();
    const known = this.#state.config.classes.filter(({ name }) => (labeledByClass.get(name) ?? 0) > 0);
    if (known.length >= 2) this.#scheduler.request('coldStartEnds');
  }

  /** Makes sure that there is something to label while eligible items remain, ranking or not. */
  async topUp(): Promise<void> {
    const { queue, store, ranking, config } = this.#state;
    if (queue.ahead.length >= AHEAD || (ranking === null && !this.#mayFallBack)) return;
    const { eligibleRows } = await store.labelSnapshot();
    const asked = queue.ahead.filter(({ stream }) => stream !== 'repeat');
    if (eligibleRows.length <= asked.length) return;
    const eligible = new Set(eligibleRows);
    const ranked = ranking === null ? [] : [...ranking.rows.filter((row) => eligible.has(row))];
    const drawn = fallbackRows(eligibleRows, config.seed, FALLBACK_ITEMS);
    // The ranking's order goes on without drawn slots, so that the probability is not known there.
    const rows = ranked.length > 0 ? ranked.slice(0, FALLBACK_ITEMS) : drawn.map(({ row }) => row);
    const items = await readItems(store, rows);
    if (ranked.length > 0) {
      queue.append(items.map((item) => this.#state.freeEntry(item, 'strategy')));
    } else {
      const probabilities = new Map(drawn.map((d) => [d.row, d.probability]));
      queue.append(fallbackEntries(items, probabilities, config));
    }
  }

  rankingState(): RankingState {
    const { ranking, trouble, config, labelCount, labelsInRanking } = this.#state;
    const down = this.#state.options.engine.state === 'restarting';
    const status =
      trouble !== '' || down
        ? 'stale'
        : this.#scheduler.running
          ? 'ranking'
          : ranking === null
            ? 'none'
            : 'current';
    return {
      round: ranking?.round ?? 0,
      labelsAgo: labelCount - labelsInRanking,
      status,
      progress: status === 'ranking' ? this.#progress : '',
      detail: trouble !== '' ? trouble : (ranking?.coldStart ?? ranking?.fallback ?? ''),
      strategy: config.strategy,
      strategyTitle: this.#state.strategyTitle(config.strategy),
    };
  }

  engineBack(): void {
    if (this.#state.trouble !== '') this.#scheduler.request('engineBack');
  }

  async close(): Promise<void> {
    if (this.#patience !== null) clearTimeout(this.#patience);
    await this.#scheduler.close();
  }

  #dueAfter(): number {
    return Math.min(this.#state.config.batchSize, this.#state.options.rerankAfter ?? RERANK_AFTER);
  }

  async #run(signal: AbortSignal): Promise<void> {
    // Lets the scheduler note that a round runs before the view is told.
    await Promise.resolve();
    const startedAt = new Date().toISOString();
    const from = performance.now();
    const labelsAtStart = this.#state.labelCount;
    this.#progress = '';
    this.#changed();
    const finished = await this.#runner.run(this.#lastRound + 1, signal);
    if (signal.aborted) return;
    await this.#adopt(finished, labelsAtStart, { startedAt, durationMs: performance.now() - from });
  }

  async #adopt(
    finished: FinishedRound,
    labelsAtStart: number,
    timing: { readonly startedAt: string; readonly durationMs: number },
  ): Promise<void> {
    const state = this.#state;
    const round = this.#lastRound + 1;
    const ranking = makeRanking(round, finished.request.strategy, finished.result);
    const slotRows = finished.result.slots.map((slot) => slot.row);
    const items = await readItems(state.store, [...new Set([...slotRows, ...keptRows(ranking)])]);
    const byRow = new Map(items.map((item) => [item.row, item]));
    const entries = queueOf(round, { ...finished, ranking }, items);
    this.#lastRound = round;
    state.ranking = ranking;
    state.labelsInRanking = labelsAtStart;
    state.trouble = '';
    if (finished.unknownClasses.length > 0) state.notice = unknownClassesText(finished.unknownClasses);
    if (finished.networkProblem !== null) state.notice = finished.networkProblem;
    // What was decided before the round's snapshot is not in its ranking; what came later must stay out of sight.
    for (const row of state.decidedSince) if (ranking.at(row) === null) state.decidedSince.delete(row);
    const open = new Set(items.filter(isEligible).map((item) => item.itemId));
    const toAsk = entries.filter((entry) => open.has(entry.itemId));
    // At once: whoever sees the ranking must see its queue.
    state.queue.replace(toAsk);
    const withAsked = await withRepeats(state, toAsk, round);
    if (withAsked !== toAsk) state.queue.replace(withAsked);
    this.#changed();
    if (state.store.heldBy !== null) return;
    const top = keptRows(ranking).flatMap((row) => byRow.get(row) ?? []);
    await state.store.saveRound(recordOf({ round, finished, entries, top, ranking, timing }));
  }

  #failed(error: unknown): void {
    const reason = error instanceof EngineError ? error.reason : 'failed';
    if (reason === 'cancelled' || reason === 'stopped') return;
    const text = messageOf(error);
    this.#state.trouble =
      reason === 'restarted'
        ? 'The ranking engine stopped and is being restarted; labeling goes on in the last order.'
        : `The last ranking failed: ${text}`;
    this.#state.options.log('error', `round failed (${reason}): ${text}`);
    this.#mayFallBack = true;
    this.#changed();
    if (reason === 'restarted') this.#scheduler.request('engineBack');
  }

  #showRound(words: string): void {
    if (words === this.#progress) return;
    this.#progress = words;
    this.#changed();
  }

  #showProgress(progress: Progress | null): void {
    this.#state.busy = progress === null ? '' : progressText(progress);
    this.#changed();
  }
}

/** In steps of 5 %: each change makes a snapshot. */
const roundProgressText = ({ message, fraction }: Progress): string =>
  fraction === null ? message : `${message} ${5 * Math.floor(20 * fraction)} %`;

/** A progress report as one line. */
export const progressText = ({ message, fraction }: Progress): string =>
  fraction === null ? message : `${message} ${Math.round(fraction * 100)} %`;

const unknownClassesText = (names: readonly string[]): string =>
  names.length === 0
    ? ''
    : `Labels of ${names.length} class${names.length === 1 ? '' : 'es'} that the project file does not name ` +
      `take no part in training: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}.`;
