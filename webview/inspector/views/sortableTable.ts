import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { DataCell, DataTable } from '../../../src/charts/dataTable.ts';
import { saveButton } from '../../experiment/views/saveButton.ts';
import { cardStyles } from '../../styles/cards.ts';
import { controlStyles } from '../../styles/controls.ts';
import { sortableStyles } from '../../styles/sortable.ts';
import { tableStyles } from '../../styles/tables.ts';
import { nextOrder, sortedPlaces } from '../state/sortRows.ts';
import type { SortOrder } from '../state/sortRows.ts';
import { strings } from '../strings/shell.ts';

/** What can be done with a row, as a button behind its first cell, where narrow views still show it. */
export interface RowAction {
  readonly text: (index: number) => string;
  /** Where there is nothing to be done, the words stand alone. */
  readonly isDone: (index: number) => boolean;
  readonly run: (index: number) => void;
}

/** Rows that are drawn at once; a button draws more. */
const ROWS_AT_ONCE = 200;

/**
 * A table whose headings sort it. Sends `save` with the table in the order that is shown. Where rows may be chosen, each
 * begins with a button.
 */
export class SortableTable extends LitElement {
  static override properties = {
    table: { attribute: false },
    onChoose: { attribute: false },
    chosen: { attribute: false },
    action: { attribute: false },
    order: { state: true },
    shown: { state: true },
    scrolls: { state: true },
  };
  static override styles = [controlStyles, cardStyles, tableStyles, sortableStyles];

  declare table: DataTable;
  declare onChoose: ((index: number) => void) | null;
  declare chosen: number;
  declare action: RowAction | null;
  declare order: SortOrder | null;
  declare shown: number;
  /** Whether there is more than the box shows: only then it takes the focus, so that keys can scroll it. */
  declare scrolls: boolean;
  readonly #observer = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    this.onChoose = null;
    this.chosen = -1;
    this.action = null;
    this.order = null;
    this.shown = ROWS_AT_ONCE;
    this.scrolls = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override firstUpdated(): void {
    this.#observe();
  }

  protected override render(): TemplateResult {
    const { table } = this;
    const places = sortedPlaces(table, this.order);
    const more = places.length - this.shown;
    return html`<div class="table-head">
        <h3 id="title" dir="auto">${table.title}</h3>
        <div class="tools">${saveButton('CSV', table.title, () => this.#save(places))}</div>
      </div>
      <div
        class="scroller"
        role=${this.scrolls ? 'region' : nothing}
        tabindex=${this.scrolls ? '0' : nothing}
        aria-label=${this.scrolls ? table.title : nothing}
      >
        <table aria-labelledby="title">
          <thead>
            <tr>
              ${table.columns.map((_, column) => [
                this.#heading(column),
                column === 0 && this.action !== null ? html`<td></td>` : nothing,
              ])}
            </tr>
          </thead>
          <tbody>
            ${places.slice(0, this.shown).map((place) => this.#row(place))}
          </tbody>
        </table>
      </div>
      ${
        more <= 0
          ? nothing
          : html`<button type="button" class="link" @click=${() => (this.shown += ROWS_AT_ONCE)}>
              ${strings.moreRows(Math.min(more, ROWS_AT_ONCE), more)}
            </button>`
      }
      ${table.note === '' ? nothing : html`<p class="note" dir="auto">${table.note}</p>`}`;
  }

  #heading(column: number): TemplateResult {
    const { name } = this.table.columns[column]!;
    const sorted = this.order?.column === column;
    const direction = this.order?.descending === true ? 'descending' : 'ascending';
    return html`<th scope="col" class=${this.#kindOf(column)} aria-sort=${sorted ? direction : nothing}>
      <button
        type="button"
        class="sort"
        title=${strings.sortBy(name)}
        @click=${() => (this.order = nextOrder(this.order, column))}
      >
        <span dir="auto">${name}</span
        ><span class="arrow" aria-hidden="true"
          >${sorted ? (direction === 'ascending' ? '▲' : '▼') : ''}</span
        >
      </button>
    </th>`;
  }

  #row(place: number): TemplateResult {
    const cells = this.table.rows[place]!;
    const isChosen = place === this.chosen;
    return html`<tr class=${isChosen ? 'chosen' : ''} aria-current=${isChosen ? 'true' : nothing}>
      ${cells.map((cell, column) => [
        this.#cell(cell, column, place),
        column === 0 && this.action !== null ? html`<td>${this.#actionOf(place, this.action)}</td>` : nothing,
      ])}
    </tr>`;
  }

  #actionOf(place: number, { text, isDone, run }: RowAction): TemplateResult {
    const words = text(place);
    if (isDone(place)) return html`<span class="quiet">${words}</span>`;
    return html`<button type="button" class="link" @click=${() => run(place)}>${words}</button>`;
  }

  /** A number with its interval begins where its column does, so that a narrow view shows the number. */
  #kindOf(column: number): string {
    const { kind = 'text', parts } = this.table.columns[column] ?? {};
    return parts === undefined ? kind : `${kind} bounded`;
  }

  #cell(cell: DataCell, column: number, place: number): TemplateResult {
    const kind = this.#kindOf(column);
    const style = cell.text.length > (column === 0 ? 16 : 44) ? `${kind} long` : kind;
    if (column > 0) return html`<td class=${style} dir="auto">${cell.text}</td>`;
    return html`<th scope="row" class=${style} dir="auto">
      ${
        this.onChoose === null
          ? cell.text
          : html`<button type="button" class="link" @click=${() => this.onChoose?.(place)}>
              ${cell.text}
            </button>`
      }
    </th>`;
  }

  #save(places: readonly number[]): void {
    const detail: DataTable = { ...this.table, rows: places.map((place) => this.table.rows[place]!) };
    this.dispatchEvent(new CustomEvent('save', { detail }));
  }

  #observe(): void {
    for (const element of this.renderRoot.querySelectorAll('.scroller, table'))
      this.#observer.observe(element);
  }

  #measure(): void {
    const box = this.renderRoot.querySelector('.scroller');
    if (box === null) return;
    this.scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
  }
}
