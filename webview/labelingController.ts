import type {
  ClassState,
  ItemView,
  LabelAction,
  LabelCommand,
  LabelingSnapshot,
  UndoResult,
  ViewAction,
} from '../src/protocol/labeling.ts';
import { isFinalRefusal } from './connection.ts';
import type { LabelingHost } from './connection.ts';
import { HostLink } from './hostLink.ts';
import { describeItem, visibleSuggestion } from './state/announcement.ts';
import type { DwellTimer } from './state/dwellTimer.ts';
import { afterDecision, atTurn, canMove, currentItem, emptyState, goTo } from './state/labelingState.ts';
import { move, receiveSnapshot, visit, withCommands } from './state/labelingState.ts';
import type { LabelingState } from './state/labelingState.ts';
import { marksOf } from './state/marks.ts';
import type { Marks } from './state/marks.ts';
import { Outbox } from './state/outbox.ts';
import type { OutboxEntry } from './state/outbox.ts';
import { progressOf } from './state/progress.ts';
import type { SavedState } from './state/savedState.ts';
import { itemName, strings } from './strings.ts';

/** What a controller needs of the world; tests hand in their own. */
export interface ControllerOptions {
  readonly host: LabelingHost;
  readonly saved: SavedState;
  readonly save: (state: SavedState) => void;
  readonly dwell: DwellTimer;
  readonly newId: () => string;
  /** Runs the callback later; returns what cancels it. */
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
}

export type Dialog = 'help' | 'note' | 'findClass';

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

/** The labeling view without its picture: what is on screen, what a key does, what is on its way to disk. */
export class LabelingController {
  state: LabelingState;
  dialog: Dialog | null = null;
  view: 'item' | 'grid';
  /** For the live region. */
  announcement = '';
  /** Changes that the host refused for good; shown until dismissed. */
  refusal = '';
  /** Called when an undo or redo was answered: items that are not on screen may have changed. */
  afterUndo: () => void = () => undefined;
  readonly outbox: Outbox;
  readonly link: HostLink;
  readonly #options: ControllerOptions;
  readonly #listeners = new Set<() => void>();
  #saved: SavedState;
  #shownId: string | null = null;

  constructor(options: ControllerOptions) {
    const { host, saved, schedule } = options;
    this.#options = options;
    this.#saved = saved;
    this.state = { ...emptyState, cursorId: saved.cursorId };
    this.view = saved.view;
    this.outbox = new Outbox(
      {
        port: host,
        schedule,
        isFinal: isFinalRefusal,
        persist: (outbox) => this.keep({ outbox }),
        onChange: () => this.#overlayChanged(),
        onUndone: (kind, result) => void this.#undone(kind, result),
        onRefused: (entry, message) => this.#refused(entry, message),
      },
      saved.outbox,
    );
    this.link = new HostLink({ host, schedule, onSnapshot: (snapshot) => this.#receive(snapshot) });
    host.onSnapshot((snapshot) => this.#receive(snapshot));
  }

  get snapshot(): LabelingSnapshot | null {
    return this.state.snapshot;
  }

  get item(): ItemView | null {
    return currentItem(this.state);
  }

  get draft(): SavedState['draft'] {
    return this.#saved.draft;
  }

  get saved(): SavedState {
    return this.#saved;
  }

  get host(): LabelingHost {
    return this.#options.host;
  }

  get dwell(): DwellTimer {
    return this.#options.dwell;
  }

  /** Returns what ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Asks for the state; again whenever the view is shown, because a hidden webview loses messages. */
  connect(): void {
    this.#shownId = null;
    this.link.connect(() => this.outbox.resend());
  }

  keep(part: Partial<SavedState>): void {
    this.#saved = { ...this.#saved, ...part };
    this.#options.save(this.#saved);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  announce(text: string): void {
    // The same words twice are said twice only when the text differs.
    this.announcement = text === this.announcement ? `${text}\u00a0` : text;
    this.changed();
  }

  // Decisions on the item on screen

  label(entry: Pick<ClassState, 'name'>): void {
    this.#decide('label', entry.name, (name) => strings.said.labeled(entry.name, name));
  }

  skip(): void {
    this.#decide('skip', null, strings.said.skipped);
  }

  accept(): void {
    const item = this.item;
    const suggestion = item && visibleSuggestion(item, this.snapshot?.showSuggestions ?? false);
    if (suggestion) this.label({ name: suggestion.className });
    else if (item) this.announce(strings.said.noSuggestion);
  }

  clearLabel(): void {
    this.#mark('label', null, strings.said.cleared);
  }

  flag(): void {
    const flagged = this.item?.flagged ?? false;
    this.#mark('flag', String(!flagged), flagged ? strings.said.unflagged : strings.said.flagged);
  }

  setNote(target: CommandTarget, text: string, name: string): void {
    this.keep({ draft: null });
    if (!this.mayWrite() || text === target.marks.note) return;
    this.send([target], { action: 'note', value: text }, this.#itemOptions());
    this.announce(strings.said.noted(name));
  }

  undo(): void {
    if (this.mayWrite()) this.outbox.add({ kind: 'undo', eventId: this.#options.newId() });
  }

  redo(): void {
    if (this.mayWrite()) this.outbox.add({ kind: 'redo', eventId: this.#options.newId() });
  }

  // Moving

  step(step: -1 | 1): void {
    if (canMove(this.state, step)) this.#show(move(this.state, step), '');
    else this.announce(step < 0 ? strings.said.firstItem : strings.said.lastItem);
  }

  goTo(itemId: string): void {
    const next = goTo(this.state, itemId);
    if (next !== null) this.#show(next, '');
  }

  /** Shows any item of the project (from the grid, or one whose label was undone). */
  async open(itemId: string, said = ''): Promise<void> {
    const next = goTo(this.state, itemId);
    if (next !== null) {
      this.#show(next, said);
      return;
    }
    try {
      const item = await this.#options.host.item(itemId);
      this.#show(visit(this.state, item), said);
    } catch {
      this.announce(`${said} ${strings.said.moveFailed}`);
    }
  }

  setView(view: 'item' | 'grid'): void {
    if (view === this.view) return;
    this.view = view;
    this.dwell.restart();
    this.keep({ view });
    this.announce(view === 'grid' ? strings.said.gridOpened : strings.said.itemOpened);
  }

  setDialog(dialog: Dialog | null): void {
    this.dialog = dialog;
    // A dialog that is taken away with the focus in it sends no blur.
    if (dialog === null) this.#options.host.textFocus(false);
    this.changed();
  }

  dismissRefusal(): void {
    this.refusal = '';
    this.changed();
  }

  // Commands

  /** False, and said so, where labels may not be set. */
  mayWrite(): boolean {
    const { snapshot } = this;
    if (snapshot === null) return false;
    if (snapshot.readOnly !== null) this.announce(snapshot.readOnly);
    return snapshot.readOnly === null;
  }

  /** Puts one group of commands into the outbox; painted at once. */
  send(
    targets: readonly CommandTarget[],
    what: { readonly action: LabelAction; readonly value: string | null },
    options: CommandOptions,
  ): void {
    const commands = targets.map(({ itemId, marks }) => {
      const command: LabelCommand = { eventId: this.#options.newId(), itemId, ...what, ...options };
      return { command, before: marks };
    });
    if (commands.length > 0) this.outbox.add({ kind: 'apply', commands });
  }

  /** Runs a contributed action on the item on screen. */
  act(action: ViewAction): void {
    const actions: Record<ViewAction, () => void> = {
      skip: () => this.skip(),
      flag: () => this.flag(),
      note: () => this.setDialog(this.item === null ? null : 'note'),
      undo: () => this.undo(),
      redo: () => this.redo(),
      back: () => this.step(-1),
      forward: () => this.step(1),
      acceptSuggestion: () => this.accept(),
      help: () => this.setDialog('help'),
      toggleGrid: () => this.setView(this.view === 'grid' ? 'item' : 'grid'),
      findClass: () => this.setDialog('findClass'),
    };
    actions[action]();
  }

  #itemOptions(): CommandOptions {
    const item = this.item;
    const suggestion = item && visibleSuggestion(item, this.snapshot?.showSuggestions ?? false);
    return { view: 'item', secondsSpent: this.dwell.seconds(), suggestionShown: Boolean(suggestion) };
  }

  /** Label or skip: paints, sends, and shows the next item in one go. */
  #decide(action: LabelAction, value: string | null, said: (name: string) => string): void {
    const item = this.item;
    if (item === null || !this.mayWrite()) return;
    this.send([{ itemId: item.itemId, marks: marksOf(item) }], { action, value }, this.#itemOptions());
    this.#show(afterDecision(this.state, item.itemId), said(itemName(item)));
  }

  /** Flag or clear: the item stays on screen. */
  #mark(action: LabelAction, value: string | null, said: (name: string) => string): void {
    const item = this.item;
    if (item === null || !this.mayWrite()) return;
    this.send([{ itemId: item.itemId, marks: marksOf(item) }], { action, value }, this.#itemOptions());
    this.announce(said(itemName(item)));
  }

  #receive(snapshot: LabelingSnapshot): void {
    const before = this.state.cursorId;
    this.state = receiveSnapshot(this.state, snapshot);
    this.#syncOverlay();
    // A command on its way may have decided the item that the snapshot offers.
    if (before === null) this.state = atTurn(this.state);
    if (this.state.cursorId === before) {
      this.#tellShown();
      this.changed();
    } else {
      this.#show(this.state, '');
    }
  }

  #overlayChanged(): void {
    this.#syncOverlay();
    this.changed();
  }

  #syncOverlay(): void {
    if (this.snapshot !== null) this.outbox.confirm(this.snapshot.revision);
    this.state = withCommands(this.state, this.outbox.overlay());
  }

  async #undone(kind: 'undo' | 'redo', result: UndoResult): Promise<void> {
    this.afterUndo();
    if (result.itemId === null) {
      this.announce(kind === 'undo' ? strings.said.nothingToUndo : strings.said.nothingToRedo);
    } else if (this.view === 'grid') {
      this.announce(result.description);
    } else {
      await this.open(result.itemId, result.description);
    }
  }

  #refused(entry: OutboxEntry, message: string): void {
    this.refusal = strings.refused(entry.kind === 'apply' ? entry.commands.length : 1, message);
  }

  #show(next: LabelingState, said: string): void {
    this.state = next;
    this.dwell.restart();
    this.keep({ cursorId: next.cursorId });
    this.#tellShown();
    this.announce([said, this.#nextWords(), this.#progressWords()].filter((part) => part !== '').join(' '));
  }

  #tellShown(): void {
    const { cursorId, snapshot } = this.state;
    if (cursorId === null || snapshot === null || cursorId === this.#shownId) return;
    this.#shownId = cursorId;
    this.#options.host.shown(cursorId);
  }

  #nextWords(): string {
    const { item, snapshot, state } = this;
    if (snapshot === null) return '';
    if (item !== null) return `${strings.said.next} ${describeItem(item, snapshot.showSuggestions)}`;
    return progressOf(snapshot, state.overlay).remaining === 0 ? strings.said.poolDone : strings.said.waiting;
  }

  #progressWords(): string {
    const { snapshot, state } = this;
    if (snapshot === null) return '';
    return strings.said.progress(progressOf(snapshot, state.overlay).labeled, snapshot.total);
  }
}
