import type { RequestOptions } from '../engineProcess/engineClient.ts';
import type { InspectorCard, InspectorItem, InspectorQuestion } from '../protocol/inspector.ts';
import { USUAL_STRATEGIES } from '../protocol/inspect.ts';
import { gainsQuestion } from '../protocol/inspectorTime.ts';
import type { GainReport } from '../protocol/gainView.ts';
import type { HandLabels, InspectorWork, QueueAnswer, ReviewedLabel } from '../protocol/inspectorActions.ts';
import type { Acknowledgement, LabelCommand, UndoResult } from '../protocol/labeling.ts';
import type { Stream } from '../protocol/stream.ts';
import { StoreError } from '../store/store.ts';
import type { StoredItem } from '../store/store.ts';
import { derivedId } from './eventDrafts.ts';
import type { GainReportOptions } from './gainReport.ts';
import { pickForQueue, unpickFromQueue } from './handPicked.ts';
import type { InspectorActions, InspectorDesk, InspectorFacts, ItemName, ToUri } from './inspectorDesk.ts';
import { toInspectorCard, toInspectorItem } from './itemViews.ts';
import { featureSpecOf } from './projectPaths.ts';
import type { RoundRunner } from './roundRunner.ts';
import type { SessionState } from './sessionState.ts';
import { readOnlyReason } from './snapshots.ts';
import { readItems } from './storedItems.ts';

/** What the inspector changes of the session goes the way of the labeling view. */
export interface SessionActions {
  readonly apply: (commands: readonly LabelCommand[]) => Promise<Acknowledgement>;
  readonly undo: (eventId: string) => Promise<UndoResult>;
  /** The queue is another. */
  readonly changed: () => void;
  /** Measures what labels gained in hindsight. */
  readonly gains: (options: GainReportOptions) => Promise<GainReport>;
}

/** The inspector's view of an open project. */
export class SessionInspector implements InspectorDesk, InspectorActions {
  readonly #state: SessionState;
  readonly #runner: RoundRunner;
  readonly #actions: SessionActions;

  constructor(state: SessionState, runner: RoundRunner, actions: SessionActions) {
    this.#state = state;
    this.#runner = runner;
    this.#actions = actions;
  }

  async facts(): Promise<InspectorFacts> {
    const { config, store, options } = this.#state;
    const { strategies } = await options.engine.hello();
    const rounds = await store.rounds();
    return {
      projectName: config.name,
      kind: config.kind,
      classes: config.classes.map(({ name, colour, key }) => ({ name, colour, key })),
      rounds: rounds.map(({ round, startedAt, strategy }) => ({ round, startedAt, strategy })),
      strategies: strategies
        .filter(({ simulationOnly }) => simulationOnly !== true)
        .map(({ id, title, description }) => ({ id, title, description })),
      usual: USUAL_STRATEGIES,
      chosen: config.strategy,
      run: null,
      work: this.#work(),
    };
  }

  ask<Params, Answer>(
    question: InspectorQuestion<Params, Answer>,
    asked: { readonly round: number | null; readonly params: Params },
    options: RequestOptions = {},
  ): Promise<Answer> {
    // Of predictions and streams the session knows more than the events say.
    if (question.method === gainsQuestion.method) {
      return this.#actions.gains(options) as Promise<unknown> as Promise<Answer>;
    }
    const signal = options.signal ?? new AbortController().signal;
    return this.#runner.withFeatures(signal, ({ featuresId }) => {
      const { config, store, options: session } = this.#state;
      const source = {
        kind: 'project' as const,
        database: store.databasePath,
        featuresId,
        spec: featureSpecOf(session.projectFile, config),
        cacheFolder: this.#state.cacheFolder,
        config,
      };
      return session.engine.inspect(question, { ...asked, source }, options);
    });
  }

  async cards(rows: readonly number[], toUri: ToUri): Promise<readonly InspectorCard[]> {
    const context = { ...this.#state.viewContext(), toUri };
    return (await this.#presentItems(rows)).map((item) => toInspectorCard(item, context));
  }

  async item(name: ItemName, toUri: ToUri): Promise<InspectorItem | null> {
    const item =
      'row' in name ? (await this.#presentItems([name.row]))[0] : await this.#state.store.item(name.itemId);
    if (item?.present !== true) return null;
    return toInspectorItem(item, { ...this.#state.viewContext(), toUri });
  }

  async label({ eventId, rows, className, secondsSpent }: HandLabels): Promise<Acknowledgement> {
    const items = await this.#presentItems(rows);
    const [missing] = rows.filter((row) => !items.some((item) => item.row === row));
    if (missing !== undefined) throw noItemIn(missing);
    this.#state.remember(items);
    const seconds = Math.round((1000 * secondsSpent) / Math.max(1, items.length)) / 1000;
    return this.#actions.apply(
      items.map(({ itemId }, place) => ({
        eventId: place === 0 ? eventId : derivedId(eventId, place),
        itemId,
        action: 'label',
        value: className,
        secondsSpent: seconds,
        suggestionShown: true,
        view: 'map',
      })),
    );
  }

  async review({ eventId, row, label, className, secondsSpent }: ReviewedLabel): Promise<Acknowledgement> {
    const item = await this.#presentItem(row);
    const { state, itemId } = item;
    // The correction itself may be sent again.
    if (state.label !== label && state.label !== className) {
      const now = state.label === null ? 'has no label' : `is labeled “${state.label}”`;
      throw new StoreError('staleLabel', `Item ${itemId} ${now} by now. Look at the labels again.`);
    }
    this.#state.remember([item]);
    const action = className === label ? 'confirm' : 'label';
    return this.#actions.apply([
      { eventId, itemId, action, value: className, secondsSpent, suggestionShown: true, view: 'review' },
    ]);
  }

  undo(eventId: string): Promise<UndoResult> {
    return this.#actions.undo(eventId);
  }

  async queue(rows: readonly number[]): Promise<QueueAnswer> {
    this.#state.requireTrust();
    const answer = await pickForQueue(this.#state, rows);
    this.#actions.changed();
    return answer;
  }

  async unqueue(rows: readonly number[] | null): Promise<number> {
    this.#state.requireTrust();
    const count = await unpickFromQueue(this.#state, rows);
    this.#actions.changed();
    return count;
  }

  #work(): InspectorWork {
    const { store, queue, trusted } = this.#state;
    const rowsOf = (wanted: Stream): number[] =>
      queue.ahead.filter(({ stream }) => stream === wanted).map(({ row }) => row);
    return {
      revision: store.revision,
      readOnly: readOnlyReason(store.heldBy, trusted),
      canUndo: store.undoTargets().length > 0,
      queued: queue.picked.map(({ row }) => row),
      blind: rowsOf('random'),
      repeats: rowsOf('repeat'),
    };
  }

  async #presentItem(row: number): Promise<StoredItem> {
    const [item] = await this.#presentItems([row]);
    if (item === undefined) throw noItemIn(row);
    return item;
  }

  async #presentItems(rows: readonly number[]): Promise<readonly StoredItem[]> {
    return (await readItems(this.#state.store, rows)).filter(({ present }) => present);
  }
}

const noItemIn = (row: number): StoreError =>
  new StoreError('unknownItem', `There is no item in row ${row} of this project (any more).`);
