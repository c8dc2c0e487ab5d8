import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { DataCell, DataColumn, DataTable } from '../../../src/charts/dataTable.ts';
import { markLegend } from '../../../src/charts/tableText.ts';
import { controlStyles } from '../../styles/controls.ts';
import { tableStyles } from '../../styles/tables.ts';
import { strings } from '../strings.ts';

/** A table that scrolls inside its own box, with its note below. */
export class TableBox extends LitElement {
  static override properties = { table: { attribute: false }, scrolls: { state: true } };
  static override styles = [controlStyles, tableStyles];

  declare table: DataTable;
  /** Whether there is more than the box shows: only then it takes the focus, so that keys can scroll it. */
  declare scrolls: boolean;
  readonly #observer = new ResizeObserver(() => this.#measure());

  constructor() {
    super();
    this.scrolls = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#observe();
  }

  protected override firstUpdated(): void {
    this.#observe();
  }

  protected override render(): TemplateResult {
    const { title, columns, rows } = this.table;
    const note = [this.table.note, markLegend(rows, 'underlined')].filter((text) => text !== '').join(' ');
    return html`<div
        class="scroller"
        role=${this.scrolls ? 'region' : nothing}
        tabindex=${this.scrolls ? '0' : nothing}
        aria-label=${this.scrolls ? title : nothing}
      >
        <table>
          <caption class="spoken">
            ${title}
          </caption>
          <thead>
            <tr>
              ${columns.map(
                ({ name, kind }, index) =>
                  html`<th scope="col" class=${classOf(name, kind, limits.heading(index))} dir="auto">
                    ${name}
                  </th>`,
              )}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              (row) =>
                html`<tr>
                  ${row.map((cell, index) => cellOf(cell, columns[index], index))}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      ${note === '' ? nothing : html`<p class="note" dir="auto">${note}</p>`}`;
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

/** Characters from which on a text may take more than one line. */
const limits = {
  first: 16,
  other: 44,
  heading: (index: number): number => (index === 0 ? 16 : 12),
} as const;

function cellOf(cell: DataCell, column: DataColumn | undefined, index: number): TemplateResult {
  const kind = column?.kind ?? 'text';
  return index === 0
    ? html`<th scope="row" class=${classOf(cell.text, kind, limits.first)} dir="auto">${marked(cell)}</th>`
    : html`<td class=${classOf(cell.text, kind, limits.other)} dir="auto">${marked(cell)}</td>`;
}

function classOf(text: string, kind: DataColumn['kind'], limit: number): string {
  return text.length > limit ? `${kind} long` : kind;
}

/** Marks are seen, and said to those who do not see them. */
function marked({ text, mark }: DataCell): TemplateResult {
  if (mark === undefined) return html`${text}`;
  return mark === 'best'
    ? html`<strong>${text}</strong><span class="spoken"> (${strings.bestMark})</span>`
    : html`<u>${text}</u><span class="spoken"> (${strings.tiedMark})</span>`;
}
