import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { mapIdsQuestion } from '../../../src/protocol/inspectorMap.ts';
import { saveButton } from '../../experiment/views/saveButton.ts';
import { cardStyles } from '../../styles/cards.ts';
import { controlStyles } from '../../styles/controls.ts';
import { mapTableStyles } from '../../styles/mapTable.ts';
import { sortableStyles } from '../../styles/sortable.ts';
import { tableStyles } from '../../styles/tables.ts';
import { lastOf } from '../map/lastOf.ts';
import type { MapModel } from '../map/mapModel.ts';
import { factOf, factText, sortedPoints, wholeCsv } from '../map/tableRows.ts';
import type { MapFacts, TableColumn, TableOrder } from '../map/tableRows.ts';
import { strings } from '../strings/map.ts';

const ROWS_AT_ONCE = 50;

/** What the map shows, row by row, for keyboards and those who do not see it: pages, order, selection. */
export class MapTable extends LitElement {
  static override properties = {
    model: { attribute: false },
    facts: { attribute: false },
    points: { attribute: false },
    columns: { attribute: false },
    order: { state: true },
    page: { state: true },
    onlySelected: { state: true },
  };
  static override styles = [controlStyles, cardStyles, tableStyles, sortableStyles, mapTableStyles];

  declare model: MapModel;
  declare facts: MapFacts;
  /** Those that the legend does not hide. */
  declare points: readonly number[];
  declare columns: readonly TableColumn[];
  declare order: TableOrder | null;
  declare page: number;
  declare onlySelected: boolean;
  readonly #sorted = lastOf(sortedPoints);
  readonly #chosen = lastOf(selectedPoints);
  #stopListening: () => void = () => undefined;

  constructor() {
    super();
    this.order = null;
    this.page = 0;
    this.onlySelected = false;
  }

  /** Selection and cards change without any other facts. */
  override connectedCallback(): void {
    super.connectedCallback();
    this.#stopListening = this.model.controller.onChange(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening();
  }

  protected override render(): TemplateResult {
    const { model, facts } = this;
    const points = this.onlySelected
      ? this.#chosen(this.points, facts.places.rows, model.selected)
      : this.points;
    const sorted = this.#sorted(points, facts, this.order);
    const last = Math.max(0, Math.ceil(sorted.length / ROWS_AT_ONCE) - 1);
    const page = Math.min(this.page, last);
    const shown = sorted.slice(page * ROWS_AT_ONCE, (page + 1) * ROWS_AT_ONCE);
    return html`<div class="table-head">
        <h3 id="title">${strings.tableTitle}</h3>
        ${this.#scopes()}
        <div class="tools">
          ${saveButton(strings.saveCsv, strings.tableTitle, () => void this.#save(points))}
        </div>
      </div>
      ${shown.length === 0 ? html`<p class="quiet">${this.onlySelected ? strings.nothingYet : strings.noneInTable}</p>` : this.#table(shown)}
      ${this.#pager(page, last, sorted.length)}`;
  }

  #scopes(): TemplateResult {
    const scope = (onlySelected: boolean, text: string): TemplateResult =>
      html`<button
        type="button"
        aria-pressed=${String(this.onlySelected === onlySelected)}
        @click=${() => {
          this.onlySelected = onlySelected;
          this.page = 0;
        }}
      >
        ${text}
      </button>`;
    return html`<div class="switch" role="group" aria-label=${strings.tableScope}>
      ${scope(false, strings.scopes.shown)} ${scope(true, strings.scopes.selected)}
    </div>`;
  }

  #table(shown: readonly number[]): TemplateResult {
    const { rows } = this.facts.places;
    const { selected } = this.model;
    const own = shown.map((point) => rows[point]!);
    const all = own.every((row) => selected.has(row));
    return html`<div class="scroller">
      <table aria-labelledby="title">
        <thead>
          <tr>
            <th scope="col" class="tick">
              <input
                type="checkbox"
                aria-label=${strings.selectPage}
                title=${strings.selectPage}
                .checked=${all}
                .indeterminate=${!all && own.some((row) => selected.has(row))}
                @change=${() => (all ? this.model.unselect(own) : this.model.select(own, 'add'))}
              />
            </th>
            ${this.#heading('item')}
            <th scope="col">${strings.columns.content}</th>
            ${this.columns.filter((column) => column !== 'item').map((column) => this.#heading(column))}
          </tr>
        </thead>
        <tbody>
          ${shown.map((point) => this.#row(point))}
        </tbody>
      </table>
    </div>`;
  }

  #heading(column: TableColumn): TemplateResult {
    const name = strings.columns[column];
    const isSorted = this.order?.column === column;
    const direction = this.order?.descending === true ? 'descending' : 'ascending';
    return html`<th
      scope="col"
      class=${isNumber(column) ? 'number' : ''}
      aria-sort=${isSorted ? direction : nothing}
    >
      <button type="button" class="sort" title=${strings.sortBy(name)} @click=${() => this.#sortBy(column)}>
        <span>${name}</span
        ><span class="arrow" aria-hidden="true"
          >${isSorted ? (direction === 'ascending' ? '▲' : '▼') : ''}</span
        >
      </button>
    </th>`;
  }

  #row(point: number): TemplateResult {
    const { model, facts } = this;
    const row = facts.places.rows[point]!;
    const card = model.controller.card(row);
    const name = card?.itemId ?? '';
    const isSelected = model.selected.has(row);
    return html`<tr class=${isSelected ? 'chosen' : ''}>
      <td class="tick">
        <input
          type="checkbox"
          aria-label=${strings.selectRow(name)}
          .checked=${isSelected}
          @change=${() => model.select([row], 'toggle')}
        />
      </td>
      <th scope="row" dir="auto">
        <button type="button" class="link" @click=${() => model.focus(row)}>${name}</button>
      </th>
      <td class="content" dir="auto">
        ${
          card?.thumbnail === null || card?.thumbnail === undefined
            ? nothing
            : html`<img src=${card.thumbnail} alt="" loading="lazy" />`
        }<span>${card?.excerpt ?? ''}</span>
      </td>
      ${this.columns
        .filter((column) => column !== 'item')
        .map((column) => {
          const value = factOf(facts, column, point);
          return html`<td class=${isNumber(column) ? 'number' : ''} dir="auto">
            ${factText(column, value)}
          </td>`;
        })}
    </tr>`;
  }

  #pager(page: number, last: number, count: number): TemplateResult {
    const first = page * ROWS_AT_ONCE;
    const turn = (text: string, to: number, isOff: boolean): TemplateResult =>
      html`<button type="button" ?disabled=${isOff} @click=${() => (this.page = to)}>${text}</button>`;
    return html`<div class="pager">
      ${turn(strings.previousPage, page - 1, page === 0)}
      <span role="status">${strings.page(first + 1, Math.min(count, first + ROWS_AT_ONCE), count)}</span>
      ${turn(strings.nextPage, page + 1, page >= last)}
    </div>`;
  }

  #sortBy(column: TableColumn): void {
    const { order } = this;
    if (order?.column !== column) this.order = { column, descending: false };
    else this.order = order.descending ? null : { column, descending: true };
    this.page = 0;
    // Ids are many: they are asked for when they are needed.
    if (column === 'item') this.dispatchEvent(new Event('need-ids'));
  }

  #save(points: readonly number[]): Promise<void> {
    const { controller } = this.model;
    return controller.save({ suggestedName: 'map.csv', kind: 'csv' }, async () => {
      const ids = this.facts.ids ?? (await controller.answerTo(mapIdsQuestion, {}));
      const facts = { ...this.facts, ids };
      return wholeCsv(sortedPoints(points, facts, this.order), facts, this.columns);
    });
  }
}

const isNumber = (column: TableColumn): boolean => !['item', 'label', 'prediction'].includes(column);

function selectedPoints(
  points: readonly number[],
  rows: Int32Array,
  selected: ReadonlySet<number>,
): readonly number[] {
  return points.filter((point) => selected.has(rows[point]!));
}
