import type { ClassState, GridFilter, ItemCard, LabelAction, ViewAction } from '../src/protocol/labeling.ts';
import type { CommandTarget } from './decisions.ts';
import type { LabelingController } from './labelingController.ts';
import { CardPages } from './state/cardPages.ts';
import {
  capped,
  clearSelection,
  emptySelection,
  moveActive,
  selectAll,
  targets,
  toggle,
} from './state/gridSelection.ts';
import type { GridSelection } from './state/gridSelection.ts';
import { applyCommand, withOverlay } from './state/marks.ts';
import type { Marks, TrackedCommand } from './state/marks.ts';
import { strings } from './strings.ts';

/** At most this many items get a label by one key press. */
export const selectionLimit = 1_000;

/**
 * The grid: which cards are loaded, which are selected, and what an action does to them. Cards keep their places
 * while they are labeled; a new ranking is shown when the annotator asks for it.
 */
export class GridController {
  selection: GridSelection = emptySelection;
  filter: GridFilter;
  /** Columns and whole rows on screen; set by the view, because up and down depend on them. */
  columns = 1;
  rowsVisible = 1;
  #pages: CardPages;
  /** Marks set since the pages were loaded. */
  readonly #patches = new Map<string, Marks>();
  #round = 0;
  readonly #labeling: LabelingController;

  constructor(labeling: LabelingController) {
    this.#labeling = labeling;
    this.filter = labeling.saved.filter;
    this.#pages = this.#newPages();
    labeling.afterUndo = () => this.refresh();
  }

  get total(): number | null {
    return this.#pages.total;
  }

  get failed(): boolean {
    return this.#pages.failed;
  }

  /** True when the cards stand in the order of an older ranking. */
  get outdated(): boolean {
    const { snapshot } = this.#labeling;
    return this.filter === 'ranked' && this.total !== null && snapshot?.ranking.round !== this.#round;
  }

  card(position: number): ItemCard | null {
    const card = this.#pages.card(position);
    return card === null ? null : this.#painted(card);
  }

  want(first: number, end: number): void {
    this.#pages.want(first, end);
  }

  setFilter(filter: GridFilter): void {
    this.filter = filter;
    this.#labeling.keep({ filter });
    this.reload();
  }

  /** The grid is on screen (again): in its old place, unless the order has changed meanwhile. */
  open(): void {
    if (this.total === null || this.outdated) this.reload();
    else this.refresh();
  }

  /** Starts over from the host's word. */
  reload(): void {
    this.#round = this.#labeling.snapshot?.ranking.round ?? 0;
    this.#patches.clear();
    this.selection = emptySelection;
    this.#pages = this.#newPages();
    this.#pages.want(0, 1);
    this.#labeling.changed();
  }

  /** An undo may have changed any card; they are fetched again in place. */
  refresh(): void {
    this.#patches.clear();
    this.#pages.refresh();
    this.#labeling.changed();
  }

  select(selection: GridSelection): void {
    this.selection = capped(selection, selectionLimit);
    if (this.selection === selection) this.#labeling.changed();
    else this.#labeling.announce(strings.selectionCapped(selectionLimit));
  }

  move(step: number, extend: boolean): void {
    this.select(moveActive(this.selection, this.selection.active + step, { total: this.total ?? 0, extend }));
  }

  toggleActive(): void {
    if (this.total !== null && this.total > 0) this.select(toggle(this.selection, this.selection.active));
  }

  clear(): void {
    this.select(clearSelection(this.selection));
  }

  selectEverything(): void {
    this.select(selectAll(this.selection, this.total ?? 0));
  }

  label(entry: Pick<ClassState, 'name'>): Promise<void> {
    return this.#apply('label', entry.name, entry.name);
  }

  /** Runs a contributed action on the selection; false when it is not one of the grid's. */
  act(action: ViewAction): boolean {
    const actions: Partial<Record<ViewAction, () => void>> = {
      back: () => this.move(-1, false),
      forward: () => this.move(1, false),
      acceptSuggestion: () => void this.openActive(),
      skip: () => void this.#apply('skip', null, strings.skipped),
      flag: () => void this.#flag(),
      note: () => void this.#note(),
      why: () => void this.#why(),
    };
    const run = actions[action];
    run?.();
    return run !== undefined;
  }

  async openActive(): Promise<void> {
    const [card] = await this.#load([this.selection.active]);
    if (card === undefined) return;
    this.#labeling.setView('item');
    await this.#labeling.open(card.itemId);
  }

  async #why(): Promise<void> {
    const [card] = await this.#load([this.selection.active]);
    if (card !== undefined) this.#labeling.host.inspect(card.itemId);
  }

  async #note(): Promise<void> {
    const [card] = await this.#load([this.selection.active]);
    if (card === undefined) return;
    await this.#labeling.open(card.itemId);
    if (this.#labeling.item?.itemId === card.itemId) this.#labeling.setDialog('note');
  }

  async #flag(): Promise<void> {
    const cards = await this.#targets();
    const flagged = cards.every((card) => card.flagged);
    await this.#apply('flag', String(!flagged), flagged ? strings.unflag : strings.flagged);
  }

  async #apply(action: LabelAction, value: string | null, said: string): Promise<void> {
    if (!this.#labeling.decisions.mayWrite()) return;
    const cards = await this.#targets();
    if (cards.length === 0) return;
    const shown =
      (this.#labeling.snapshot?.showSuggestions ?? false) && cards.some((card) => card.suggestion !== null);
    const commands = cards.map((card): CommandTarget => ({
      itemId: card.itemId,
      marks: { note: '', ...card },
    }));
    const secondsSpent = Math.round((this.#labeling.dwell.seconds() / cards.length) * 1000) / 1000;
    const options = { view: 'grid', secondsSpent, suggestionShown: shown } as const;
    this.#labeling.decisions.send(commands, { action, value }, options);
    this.#patch(commands, action, value);
    this.#labeling.dwell.restart();
    this.#moveOn(action);
    this.#labeling.announce(strings.said.many(said, cards.length));
  }

  /** Remembers the marks beyond the acknowledgement, until the cards are loaded anew. */
  #patch(cards: readonly CommandTarget[], action: LabelAction, value: string | null): void {
    for (const { itemId, marks } of cards) {
      const { label, skipped, flagged, note } = marks;
      const command = {
        eventId: '',
        itemId,
        action,
        value,
        secondsSpent: 0,
        suggestionShown: false,
      } as const;
      const after = applyCommand({ label, skipped, flagged, note }, { ...command, view: 'grid' });
      this.#patches.set(itemId, after);
    }
  }

  /** After a decision the cell behind the last decided one is active, and nothing is selected. */
  #moveOn(action: LabelAction): void {
    if (action === 'flag') return;
    const last = targets(this.selection, this.total ?? 0).at(-1) ?? this.selection.active;
    const next = { ...this.selection, active: last };
    this.selection = clearSelection(moveActive(next, last + 1, { total: this.total ?? 0, extend: false }));
  }

  #targets(): Promise<readonly ItemCard[]> {
    return this.#load(targets(this.selection, this.total ?? 0));
  }

  /** The cards at these places, also where they are still on their way; none, and said so, where they fail. */
  async #load(positions: readonly number[]): Promise<readonly ItemCard[]> {
    try {
      return (await this.#pages.cards(positions)).map((card) => this.#painted(card));
    } catch {
      this.#labeling.announce(strings.gridFailed);
      return [];
    }
  }

  #painted(card: ItemCard): ItemCard {
    const patch = this.#patches.get(card.itemId);
    const patched = patch === undefined ? card : { ...card, ...patch };
    return withOverlay(patched, this.#overlay());
  }

  #overlay(): readonly TrackedCommand[] {
    return this.#labeling.state.overlay;
  }

  #newPages(): CardPages {
    const { filter } = this;
    return new CardPages(
      (offset, limit) => this.#labeling.host.page(filter, offset, limit),
      () => this.#labeling.changed(),
    );
  }
}
