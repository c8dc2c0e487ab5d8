import type {
  InspectorCommand,
  InspectorItem,
  InspectorQuestion,
  InspectorSnapshot,
  InspectorCard,
} from '../../src/protocol/inspector.ts';
import { FigureController } from '../figureController.ts';
import type { FigureControllerOptions } from '../figureController.ts';
import type { InspectorActions, InspectorHost } from './inspectorHost.ts';
import { Answers } from './state/answers.ts';
import type { Asked } from './state/answers.ts';
import { ItemCards } from './state/itemCards.ts';
import type { SavedInspector } from './state/savedInspector.ts';
import { strategyTitle } from './state/strategyTitle.ts';
import { strings as boardStrings } from './strings/leaderboard.ts';
import { strings as runStrings } from './strings/run.ts';
import { strings } from './strings/shell.ts';

/*
 * How a tab is added:
 *
 * 1. src/protocol/inspector<Tab>.ts: the question (`InspectorQuestion<Params, Answer>`) with its types. Items are named by
 *    row, classes by index. Typed arrays cross as they are; a NaN outside of one arrives as null. What takes long, or
 *    keeps much, has a lane of its own.
 * 2. src/engineProcess/inspector/<tab>Answer.ts: `answering(question, (params, inspection) => ...)`, and a line in
 *    answers.ts. It runs in a worker thread: `inspection.inspector` holds project, features and events,
 *    `inspection.round()` the round that is chosen, with its input, model and rankings (each worked out once);
 *    `report(message, fraction)` shows progress, `signal` tells that it is cancelled. Computing itself belongs to
 *    src/engine, what puts stored things together to src/inspection.
 * 3. src/host/inspector/<tab>Check.ts: the schema of the parameters, and a line in questionChecks.ts.
 * 4. webview/inspector/views/<tab>Tab.ts: a function that draws, and a line in tabs.ts. It asks while it draws:
 *
 *        const asked = controller.ask(mapQuestion, { method: 'pca' });
 *        return askedView(asked, { controller, question: mapQuestion }, (answer) => html`...`);
 *
 *    The answer is for the round that is chosen; the tab is drawn again as it comes in. `controller.card(row)` and
 *    `controller.item(row)` give items with text, thumbnail and label; `controller.choose({ row })` makes one the chosen
 *    item of all tabs; `controller.kept(name)` and `keep(name, value)` outlive the view. exhibits.ts draws figures and
 *    tables with their buttons for SVG, PNG and CSV.
 * 5. Words go to webview/inspector/strings/<tab>.ts, a test of the page to test/webview/inspector.
 */

export interface InspectorControllerOptions extends FigureControllerOptions<
  InspectorSnapshot,
  InspectorCommand
> {
  readonly host: InspectorHost;
  readonly saved: SavedInspector;
  readonly save: (saved: SavedInspector) => void;
}

/** What may be chosen for all tabs. */
export type Choice = Partial<Pick<SavedInspector, 'tab' | 'round' | 'row'>>;

/** The inspector without its picture: what is chosen, and what was asked. */
export class InspectorController extends FigureController<InspectorSnapshot, InspectorCommand> {
  readonly #host: InspectorHost;
  readonly #answers: Answers;
  readonly #cards: ItemCards;
  readonly #save: (saved: SavedInspector) => void;
  #saved: SavedInspector;
  /** The last round when it was chosen: a newer one does not change what is read just now. */
  #latest: number | null = null;

  constructor(options: InspectorControllerOptions) {
    super(options);
    const { host, saved, save } = options;
    this.#host = host;
    this.#saved = saved;
    this.#save = save;
    const changed = (): void => this.changed();
    this.#answers = new Answers({
      ask: (method, round, params) => host.ask(method, round, params),
      cancel: (method) => host.cancel(method),
      changed,
    });
    this.#cards = new ItemCards({
      cards: (rows) => host.cards(rows),
      item: (row) => host.item({ row }),
      changed,
    });
    host.onProgress((method, message, fraction) => this.#answers.progress(method, message, fraction));
  }

  get tab(): string {
    return this.#saved.tab;
  }

  /** The round that is shown; null while there is none. */
  get round(): number | null {
    return this.#saved.round ?? this.#latest;
  }

  /** The last round when the view was opened, or when it was chosen since. */
  get latestRound(): number | null {
    return this.#latest;
  }

  /** True where the last round is to be shown, whichever that is. */
  get followsLatest(): boolean {
    return this.#saved.round === null;
  }

  /** The number of a round that came after the one that is shown as the last; else null. */
  get newerRound(): number | null {
    const last = this.snapshot?.rounds.at(-1)?.round ?? null;
    return this.followsLatest && last !== null && this.#latest !== null && last > this.#latest ? last : null;
  }

  /** The chosen item; null = the first of the round's ranking. */
  get row(): number | null {
    return this.#saved.row;
  }

  get opened(): readonly string[] {
    return this.#saved.opened;
  }

  /** Chooses for all tabs. The round null is the last one of now. */
  choose(choice: Choice): void {
    if (choice.round === null) this.#latest = this.snapshot?.rounds.at(-1)?.round ?? null;
    this.#set(choice);
  }

  /** Chooses an item by its id; says so where there is none. */
  async chooseItem(itemId: string): Promise<void> {
    try {
      const item = await this.#host.item({ itemId });
      if (item === null)
        this.failure = this.snapshot?.run ? runStrings.noRow(itemId) : strings.noItem(itemId);
      else {
        this.failure = '';
        this.#set({ row: item.row });
      }
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.changed();
  }

  /**
   * How a question stands; asks it where it was not asked yet. It is about the shown round, unless another is named: one
   * about all rounds names `latestRound`, so that it is not asked again for each.
   */
  ask<Params, Answer>(
    question: InspectorQuestion<Params, Answer>,
    params: Params,
    round: number | null = this.round,
  ): Asked<Answer> {
    return this.#answers.get(question, round, params);
  }

  /** Asks a question again that failed or was cancelled. */
  askAgain(question: InspectorQuestion<unknown, unknown>): void {
    this.#answers.forget(question.method);
  }

  cancel(question: InspectorQuestion<unknown, unknown>): void {
    this.#answers.cancel(question.method);
  }

  /** The answer to a question once it is there. Rejects where it fails, is cancelled, or another takes its place. */
  async answerTo<Params, Answer>(
    question: InspectorQuestion<Params, Answer>,
    params: Params,
  ): Promise<Answer> {
    for (;;) {
      const asked = this.ask(question, params);
      if (asked.state === 'answered') return asked.answer;
      if (asked.state !== 'asking') {
        this.askAgain(question);
        throw new Error(asked.state === 'failed' ? asked.message : strings.cancelledText);
      }
      await new Promise<void>((resolve) => {
        const stop = this.onChange(() => {
          stop();
          resolve();
        });
      });
    }
  }

  /** Looks at another run of the experiment; says so where that fails. */
  chooseRun(run: string): Promise<void> {
    return this.#attempt(() => this.#host.chooseRun(run));
  }

  /** Has the project ranked by another strategy; says so, or why not. */
  useStrategy(strategy: string): Promise<void> {
    return this.#attempt(async () => {
      await this.#host.useStrategy(strategy);
      this.say(boardStrings.switched(strategyTitle(this.snapshot, strategy)));
    });
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.failure = '';
    } catch (error) {
      this.failure = error instanceof Error ? error.message : String(error);
    }
    this.changed();
  }

  /** What changes the project. */
  get actions(): InspectorActions {
    return this.#host;
  }

  /** For those who listen. */
  say(text: string): void {
    this.announce(text);
  }

  /** Shown until it is dismissed. */
  complain(text: string): void {
    this.failure = text;
    this.changed();
  }

  /** Null while it is not there; what draws it is drawn again when it is. */
  card(row: number): InspectorCard | null {
    return this.#cards.card(row);
  }

  item(row: number): InspectorItem | null {
    return this.#cards.item(row);
  }

  /** What a tab kept under a name; undefined for nothing. Another version may have kept it: check it. */
  kept(name: string): unknown {
    return this.#saved.kept[name];
  }

  /** Keeps what can be written as JSON. */
  keep(name: string, value: unknown): void {
    this.#set({ kept: { ...this.#saved.kept, [name]: value } });
  }

  /** Opens or closes the text twin of a figure. */
  toggleText(figureId: string): void {
    const { opened } = this.#saved;
    this.#set({
      opened: opened.includes(figureId) ? opened.filter((id) => id !== figureId) : [...opened, figureId],
    });
  }

  protected override received(snapshot: InspectorSnapshot, before: InspectorSnapshot | null): void {
    const { place, rounds, target } = snapshot;
    // A round that is there no more, as after a database was rebuilt, is not asked for.
    const { round } = this.#saved;
    const isThere = round === null || rounds.some((each) => each.round === round);
    if (this.#latest === null || !rounds.some((each) => each.round === this.#latest)) {
      this.#latest = rounds.at(-1)?.round ?? null;
    }
    if (before !== null) this.#cards.clear();
    this.#keep({ place, ...(isThere ? {} : { round: null }) });
    this.#followRun(snapshot, before);
    if (target === null || target.serial <= this.#saved.serial) return;
    this.#keep({ serial: target.serial, tab: target.tab, round: null });
    this.#latest = rounds.at(-1)?.round ?? null;
    if (target.itemId !== null) void this.chooseItem(target.itemId);
  }

  /** Answers were about the run before; rows are too, but where both have the same split. */
  #followRun({ run, rounds }: InspectorSnapshot, before: InspectorSnapshot | null): void {
    if (before === null || before.run?.run.id === run?.run.id) return;
    this.#answers.clear();
    this.#latest = rounds.at(-1)?.round ?? null;
    if (before.run?.run.split === run?.run.split) return;
    this.#cards.forget();
    this.#keep({ row: null });
  }

  #set(change: Partial<SavedInspector>): void {
    this.#keep(change);
    this.changed();
  }

  #keep(change: Partial<SavedInspector>): void {
    this.#saved = { ...this.#saved, ...change };
    this.#save(this.#saved);
  }
}
