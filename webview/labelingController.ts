import type { ItemView, LabelingSnapshot, UndoResult, ViewAction } from '../src/protocol/labeling.ts';
import type { LabelingHost } from './connection.ts';
import { Decisions } from './decisions.ts';
import type { CommandTarget } from './decisions.ts';
import { HostLink } from './hostLink.ts';
import { describeItem } from './state/announcement.ts';
import type { DwellTimer } from './state/dwellTimer.ts';
import { atTurn, canMove, currentItem, emptyState, goTo, isOutdated, move } from './state/labelingState.ts';
import { isDecided } from './state/marks.ts';
import { takeSnapshot, visit, withCommands } from './state/labelingState.ts';
import type { LabelingState } from './state/labelingState.ts';
import { Outbox } from './state/outbox.ts';
import type { OutboxEntry } from './state/outbox.ts';
import { awaitsItem, progressOf } from './state/progress.ts';
import type { SavedState } from './state/savedState.ts';
import { strings } from './strings.ts';

/** What a controller needs of the world; tests hand in their own. */
export interface ControllerOptions {
  readonly host: LabelingHost;
  readonly saved: SavedState;
  readonly save: (state: SavedState) => void;
  readonly dwell: DwellTimer;
  readonly newId: () => string;
  /** Whether an error of the host is final, or worth another try. */
  readonly isFinal: (error: unknown) => boolean;
  /** Runs the callback later; returns what cancels it. */
  readonly schedule: (callback: () => void, delayMs: number) => () => void;
}

export type Dialog = 'help' | 'note' | 'findClass';

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
  readonly decisions: Decisions;
  readonly link: HostLink<LabelingSnapshot>;
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
        isFinal: options.isFinal,
        persist: (outbox) => this.keep({ outbox }),
        onChange: () => this.#overlayChanged(),
        onUndone: (kind, result) => void this.#undone(kind, result),
        onRefused: (entry, message) => this.#refused(entry, message),
      },
      saved.outbox,
    );
    this.decisions = new Decisions({
      item: () => this.item,
      state: () => this.state,
      show: (next, said) => this.#show(next, said),
      announce: (text) => this.announce(text),
      outbox: this.outbox,
      dwell: options.dwell,
      newId: options.newId,
    });
    this.link = new HostLink({
      host,
      schedule,
      shownRevision: () => this.snapshot?.revision ?? null,
      onAnswer: (snapshot, shownWhenAsked) => this.#answered(snapshot, shownWhenAsked),
    });
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
    const { snapshot, state } = this;
    this.link.setWaiting(snapshot !== null && this.item === null && awaitsItem(snapshot, state.overlay));
    for (const listener of this.#listeners) listener();
  }

  announce(text: string): void {
    // The same words twice are said twice only when the text differs.
    this.announcement = text === this.announcement ? `${text}\u00a0` : text;
    this.changed();
  }

  setNote(target: CommandTarget, text: string, name: string): void {
    this.keep({ draft: null });
    this.decisions.setNote(target, text, name);
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

  /** Runs a contributed action on the item on screen. */
  act(action: ViewAction): void {
    const actions: Record<ViewAction, () => void> = {
      skip: () => this.decisions.skip(),
      flag: () => this.decisions.flag(),
      note: () => this.setDialog(this.item === null ? null : 'note'),
      undo: () => this.decisions.undo(),
      redo: () => this.decisions.redo(),
      back: () => this.step(-1),
      forward: () => this.step(1),
      acceptSuggestion: () => this.decisions.accept(),
      help: () => this.setDialog('help'),
      toggleGrid: () => this.setView(this.view === 'grid' ? 'item' : 'grid'),
      findClass: () => this.setDialog('findClass'),
      why: () => this.item !== null && this.host.inspect(this.item.itemId),
    };
    actions[action]();
  }

  /**
   * What the host sent by itself. One older than what is shown came late, or counts from the beginning again because
   * the database was rebuilt: the host's answer tells.
   */
  #receive(snapshot: LabelingSnapshot): void {
    if (isOutdated(this.state, snapshot)) this.link.ask();
    else this.#take(snapshot);
  }

  /** An answer sets the revision from which others count, unless something newer came in after the question. */
  #answered(snapshot: LabelingSnapshot, shownWhenAsked: number | null): void {
    const startsAnew = isOutdated(this.state, snapshot);
    if (startsAnew && this.snapshot?.revision !== shownWhenAsked) return;
    if (startsAnew) this.outbox.confirmAll();
    this.#take(snapshot);
  }

  #take(snapshot: LabelingSnapshot): void {
    const before = this.state.cursorId;
    const isFirst = this.snapshot === null;
    this.state = takeSnapshot(this.state, snapshot);
    this.#syncOverlay();
    if (isFirst) this.#leaveDecided();
    // A command on its way may have decided the item that the snapshot offers.
    if (before === null) this.state = atTurn(this.state);
    if (this.state.cursorId === before) {
      this.#tellShown();
      this.changed();
    } else {
      this.#show(this.state, '');
    }
  }

  /**
   * VS Code notes the place with a delay: after a reload right behind a key it may be that of an item decided since, which
   * nobody went back to.
   */
  #leaveDecided(): void {
    const { item } = this;
    if (this.#saved.cursorOpen && item !== null && isDecided(item)) this.state = atTurn(this.state);
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
    const item = currentItem(next);
    this.keep({ cursorId: next.cursorId, cursorOpen: item !== null && !isDecided(item) });
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
    return awaitsItem(snapshot, state.overlay) ? strings.said.waiting : strings.said.poolDone;
  }

  #progressWords(): string {
    const { snapshot, state } = this;
    if (snapshot === null) return '';
    return strings.said.progress(progressOf(snapshot, state.overlay).labeled, snapshot.total);
  }
}
