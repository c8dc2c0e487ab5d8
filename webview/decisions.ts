import type { ClassState, ItemView, LabelAction, LabelCommand } from '../src/protocol/labeling.ts';
import { visibleSuggestion } from './state/announcement.ts';
import type { DwellTimer } from './state/dwellTimer.ts';
import { afterDecision } from './state/labelingState.ts';
import type { LabelingState } from './state/labelingState.ts';
import { marksOf } from './state/marks.ts';
import type { Marks } from './state/marks.ts';
import type { Outbox } from './state/outbox.ts';
import { itemName, strings } from './strings.ts';

/** An item (or grid card) that a command is meant for. */
export interface CommandTarget {
  readonly itemId: string;
  readonly marks: Marks;
}

export interface CommandOptions {
  readonly view: 'item' | 'grid';
  readonly secondsSpent: number;
  readonly suggestionShown: boolean;
}

/** What decisions need of the view: what is on screen, and how to show and say something else. */
export interface DecisionsOptions {
  readonly item: () => ItemView | null;
  readonly state: () => LabelingState;
  readonly show: (next: LabelingState, said: string) => void;
  readonly announce: (text: string) => void;
  readonly outbox: Outbox;
  readonly dwell: DwellTimer;
  readonly newId: () => string;
}

/** What an annotator says about items: painted at once, and put into the outbox. */
export class Decisions {
  readonly #options: DecisionsOptions;

  constructor(options: DecisionsOptions) {
    this.#options = options;
  }

  label(entry: Pick<ClassState, 'name'>): void {
    this.#decide(this.#isRepeat() ? 'repeat' : 'label', entry.name, (name) =>
      strings.said.labeled(entry.name, name),
    );
  }

  skip(): void {
    this.#decide(this.#isRepeat() ? 'repeat' : 'skip', null, strings.said.skipped);
  }

  accept(): void {
    const item = this.#options.item();
    const suggestion = this.#suggestion();
    if (suggestion !== null) this.label({ name: suggestion.className });
    else if (item !== null) this.#options.announce(strings.said.noSuggestion);
  }

  clearLabel(): void {
    this.#mark(this.#isRepeat() ? 'repeat' : 'label', null, strings.said.cleared);
  }

  flag(): void {
    const flagged = this.#options.item()?.flagged ?? false;
    this.#mark('flag', String(!flagged), flagged ? strings.said.unflagged : strings.said.flagged);
  }

  setNote(target: CommandTarget, text: string, name: string): void {
    if (!this.mayWrite() || text === target.marks.note) return;
    this.send([target], { action: 'note', value: text }, this.#itemOptions());
    this.#options.announce(strings.said.noted(name));
  }

  undo(): void {
    this.#reverse('undo');
  }

  redo(): void {
    this.#reverse('redo');
  }

  /** False, and said so, where labels may not be set. */
  mayWrite(): boolean {
    const { snapshot } = this.#options.state();
    if (snapshot === null) return false;
    if (snapshot.readOnly !== null) this.#options.announce(snapshot.readOnly);
    return snapshot.readOnly === null;
  }

  /** Puts one group of commands into the outbox; they are undone together. */
  send(
    targets: readonly CommandTarget[],
    what: { readonly action: LabelAction; readonly value: string | null },
    options: CommandOptions,
  ): void {
    const commands = targets.map(({ itemId, marks }) => {
      const command: LabelCommand = { eventId: this.#options.newId(), itemId, ...what, ...options };
      return { command, before: marks };
    });
    if (commands.length > 0) this.#options.outbox.add({ kind: 'apply', commands });
  }

  /** What is said of an item that is asked again is an answer, and leaves its label and skip as they are. */
  #isRepeat(): boolean {
    return this.#options.item()?.repeat ?? false;
  }

  #reverse(kind: 'undo' | 'redo'): void {
    if (this.mayWrite()) this.#options.outbox.add({ kind, eventId: this.#options.newId() });
  }

  #suggestion(): ItemView['suggestion'] {
    const item = this.#options.item();
    const shown = this.#options.state().snapshot?.showSuggestions ?? false;
    return item === null ? null : visibleSuggestion(item, shown);
  }

  #itemOptions(): CommandOptions {
    const secondsSpent = this.#options.dwell.seconds();
    return { view: 'item', secondsSpent, suggestionShown: this.#suggestion() !== null };
  }

  /** Label or skip: paints, sends, and shows the next item in one go. */
  #decide(action: LabelAction, value: string | null, said: (name: string) => string): void {
    const { state, show } = this.#options;
    const sent = this.#sendForItem(action, value);
    if (sent !== null) show(afterDecision(state(), sent.itemId), said(itemName(sent)));
  }

  /** Flag or clear: the item stays on screen. */
  #mark(action: LabelAction, value: string | null, said: (name: string) => string): void {
    const sent = this.#sendForItem(action, value);
    if (sent !== null) this.#options.announce(said(itemName(sent)));
  }

  /** The item on screen, once its command is in the outbox; null where there is none or it may not be written. */
  #sendForItem(action: LabelAction, value: string | null): ItemView | null {
    const item = this.#options.item();
    if (item === null || !this.mayWrite()) return null;
    this.send([{ itemId: item.itemId, marks: marksOf(item) }], { action, value }, this.#itemOptions());
    return item;
  }
}
