import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { GridFilter, LabelingSnapshot } from '../../src/protocol/labeling.ts';
import type { GridController } from '../gridController.ts';
import type { LabelingController } from '../labelingController.ts';
import { selectOnly, selectTo, toggle } from '../state/gridSelection.ts';
import { layOutGrid, scrollToRow, windowAt } from '../state/gridWindow.ts';
import type { GridLayout, GridWindow } from '../state/gridWindow.ts';
import { strings } from '../strings.ts';
import { controlStyles } from '../styles/controls.ts';
import { gridStyles } from '../styles/grid.ts';
import { progressRing } from '../toolkit.ts';
import { gridCard } from './gridCard.ts';
import { styled } from './styled.ts';

/** Sizes of a card with its gap, in CSS pixels, by kind of item. */
const cardSizes = {
  image: { minWidth: 148, rowHeight: 172 },
  text: { minWidth: 236, rowHeight: 124 },
  tabular: { minWidth: 236, rowHeight: 124 },
} as const;
const filters: readonly GridFilter[] = ['ranked', 'labeled', 'skipped', 'flagged', 'all'];
/** While the view is scrolled, cards are asked for this often. */
const loadEveryMs = 50;

/** All items as cards, of which only those near the visible part exist in the document. */
export class GridView extends LitElement {
  static override properties = { grid: { attribute: false }, labeling: { attribute: false } };
  static override styles = [controlStyles, gridStyles];

  declare grid: GridController;
  declare labeling: LabelingController;
  #width = 0;
  #height = 0;
  #scrollTop = 0;
  #shownActive = -1;
  #loadTimer: number | null = null;
  #stopListening: () => void = () => undefined;
  readonly #observer = new ResizeObserver(() => this.#measure());

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopListening = this.labeling.onChange(() => this.requestUpdate());
    this.grid.open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening();
    this.#observer.disconnect();
  }

  override focus(): void {
    this.#scroller()?.focus();
  }

  protected override firstUpdated(): void {
    const scroller = this.#scroller();
    if (scroller !== null) this.#observer.observe(scroller);
  }

  protected override render(): TemplateResult {
    const { snapshot } = this.labeling;
    if (snapshot === null) return html``;
    const total = this.grid.total ?? 0;
    const layout = this.#layout(snapshot, total);
    return html`${this.#toolbar(snapshot)}
      <div
        class="scroller"
        role="grid"
        tabindex="0"
        aria-label=${strings.gridLabel}
        aria-rowcount=${layout.rows}
        aria-colcount=${layout.columns}
        aria-multiselectable="true"
        aria-activedescendant=${total === 0 ? nothing : `cell-${this.grid.selection.active}`}
        @scroll=${this.#onScroll}
      >
        ${total === 0 ? nothing : this.#cells(layout, snapshot)}
      </div>
      ${total === 0 ? this.#empty() : nothing}`;
  }

  protected override updated(): void {
    const { active } = this.grid.selection;
    if (active !== this.#shownActive && this.grid.total !== null && this.#reveal(active)) {
      this.#shownActive = active;
    }
    this.#loadTimer ??= window.setTimeout(() => {
      this.#loadTimer = null;
      this.#load();
    }, loadEveryMs);
  }

  #toolbar(snapshot: LabelingSnapshot): TemplateResult {
    const { grid } = this;
    const selected = grid.selection.selected.size;
    return html`<div class="grid-bar">
      <div class="switch" role="group" aria-label=${strings.filterLabel}>
        ${filters.map(
          (filter) =>
            html`<button
              type="button"
              aria-pressed=${String(grid.filter === filter)}
              @click=${() => grid.setFilter(filter)}
            >
              ${strings.filters[filter]}
            </button>`,
        )}
      </div>
      <span class="quiet">${grid.total === null ? '' : strings.gridTotal(grid.total)}</span>
      ${
        grid.outdated && snapshot.ranking.round > 0
          ? html`<button type="button" class="link" @click=${() => grid.reload()}>
              ${strings.newRanking}
            </button>`
          : nothing
      }
      <span class="gap"></span>
      ${
        selected === 0
          ? html`<span class="quiet hint">${strings.gridHint}</span>`
          : html`<strong role="status">${strings.selectedCount(selected)}</strong>
              <button type="button" class="link" @click=${() => grid.clear()}>
                ${strings.clearSelection}
              </button>`
      }
    </div>`;
  }

  #cells(layout: GridLayout, snapshot: LabelingSnapshot): TemplateResult {
    const { firstRow, endRow, top } = this.#window(layout);
    const rows = Array.from({ length: Math.max(0, endRow - firstRow) }, (_, index) => firstRow + index);
    return html`<div class="area" role="presentation" ${styled({ height: `${layout.height}px` })}>
      <div
        class="window"
        role="presentation"
        ${styled({ transform: `translateY(${top}px)`, '--columns': String(layout.columns) })}
      >
        ${repeat(
          rows,
          (row) => row,
          (row) =>
            html`<div
              class="row"
              role="row"
              aria-rowindex=${row + 1}
              ${styled({ height: `${layout.rowHeight}px` })}
            >
              ${this.#row(row, layout, snapshot)}
            </div>`,
        )}
      </div>
    </div>`;
  }

  #row(row: number, { columns }: GridLayout, snapshot: LabelingSnapshot): TemplateResult[] {
    const total = this.grid.total ?? 0;
    const length = Math.min(columns, total - row * columns);
    return Array.from({ length }, (_, column) => this.#cell(row * columns + column, column, snapshot));
  }

  #cell(position: number, column: number, snapshot: LabelingSnapshot): TemplateResult {
    const { selection } = this.grid;
    const card = this.grid.card(position);
    const selected = selection.selected.has(position);
    const active = selection.active === position;
    return html`<div
      id="cell-${position}"
      class=${`cell${selected ? ' selected' : ''}${active ? ' active' : ''}`}
      role="gridcell"
      aria-colindex=${column + 1}
      aria-selected=${String(selected)}
      @click=${(event: MouseEvent) => this.#onClick(event, position)}
      @dblclick=${() => void this.grid.openActive()}
    >
      ${card === null ? html`<span class="blank"><span class="spoken">${strings.loadingCard}</span></span>` : gridCard(card, snapshot)}
    </div>`;
  }

  #empty(): TemplateResult {
    const { grid } = this;
    if (grid.failed) return html`<p class="grid-message">${strings.gridFailed}</p>`;
    if (grid.total === null) return html`<div class="grid-message">${progressRing()}</div>`;
    return html`<p class="grid-message">${strings.gridEmpty[grid.filter]}</p>`;
  }

  #onClick(event: MouseEvent, position: number): void {
    const { grid } = this;
    this.#shownActive = position;
    if (event.shiftKey) grid.select(selectTo(grid.selection, position));
    else if (event.ctrlKey || event.metaKey) grid.select(toggle(grid.selection, position));
    else grid.select(selectOnly(position));
  }

  readonly #onScroll = (): void => {
    this.#scrollTop = this.#scroller()?.scrollTop ?? 0;
    this.requestUpdate();
  };

  #measure(): void {
    const scroller = this.#scroller();
    if (scroller === null) return;
    this.#width = scroller.clientWidth;
    this.#height = scroller.clientHeight;
    this.requestUpdate();
  }

  #layout(snapshot: LabelingSnapshot, total: number): GridLayout {
    const card = cardSizes[snapshot.kind];
    const layout = layOutGrid(total, this.#width, card);
    this.grid.columns = layout.columns;
    this.grid.rowsVisible = Math.max(1, Math.floor(this.#height / card.rowHeight));
    return layout;
  }

  #window(layout: GridLayout): GridWindow {
    return windowAt(layout, this.#scrollTop, this.#height);
  }

  #load(): void {
    const { snapshot } = this.labeling;
    if (snapshot === null || this.#width === 0) return;
    const layout = this.#layout(snapshot, this.grid.total ?? 1);
    const { firstRow, endRow } = this.#window(layout);
    this.grid.want(firstRow * layout.columns, Math.max(endRow, firstRow + 1) * layout.columns);
  }

  /** False while the size of the view is not known yet. */
  #reveal(position: number): boolean {
    const scroller = this.#scroller();
    const { snapshot } = this.labeling;
    if (scroller === null || snapshot === null || this.#height === 0) return false;
    const layout = this.#layout(snapshot, this.grid.total ?? 0);
    const row = Math.floor(position / layout.columns);
    scroller.scrollTop = scrollToRow(layout, row, scroller.scrollTop, this.#height);
    return true;
  }

  #scroller(): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>('.scroller');
  }
}
