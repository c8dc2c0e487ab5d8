import type { RequestOptions } from '../engineProcess/engineClient.ts';
import type {
  InspectorCard,
  InspectorItem,
  InspectorQuestion,
  InspectorSnapshot,
} from '../protocol/inspector.ts';
import type { StoredItem } from '../store/store.ts';
import type { InspectorDesk, ItemName, ToUri } from './inspectorDesk.ts';
import { toInspectorCard, toInspectorItem } from './itemViews.ts';
import { importSpecOf } from './projectPaths.ts';
import type { RoundRunner } from './roundRunner.ts';
import type { SessionState } from './sessionState.ts';
import { readItems } from './storedItems.ts';

/** The inspector's view of an open project. */
export class SessionInspector implements InspectorDesk {
  readonly #state: SessionState;
  readonly #runner: RoundRunner;

  constructor(state: SessionState, runner: RoundRunner) {
    this.#state = state;
    this.#runner = runner;
  }

  async facts(): Promise<Omit<InspectorSnapshot, 'place' | 'target'>> {
    const { config, store, options } = this.#state;
    const { strategies } = await options.engine.hello();
    const rounds = await store.rounds();
    return {
      projectName: config.name,
      kind: config.kind,
      classes: config.classes.map(({ name, colour }) => ({ name, colour })),
      rounds: rounds.map(({ round, startedAt, strategy }) => ({ round, startedAt, strategy })),
      strategies: strategies
        .filter(({ simulationOnly }) => simulationOnly !== true)
        .map(({ id, title, description }) => ({ id, title, description })),
    };
  }

  ask<Params, Answer>(
    question: InspectorQuestion<Params, Answer>,
    asked: { readonly round: number | null; readonly params: Params },
    options: RequestOptions = {},
  ): Promise<Answer> {
    const signal = options.signal ?? new AbortController().signal;
    return this.#runner.withFeatures(signal, ({ featuresId }) => {
      const { config, store, options: session } = this.#state;
      const source = {
        database: store.databasePath,
        featuresId,
        spec: importSpecOf(session.projectFile, config),
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

  async #presentItems(rows: readonly number[]): Promise<readonly StoredItem[]> {
    return (await readItems(this.#state.store, rows)).filter(({ present }) => present);
  }
}
