import { html, LitElement, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { brief } from '../../../src/charts/inspector/numberText.ts';
import type { ComparedStrategy } from '../../../src/protocol/inspectorStrategies.ts';
import { columnStyles } from '../../styles/columns.ts';
import { controlStyles } from '../../styles/controls.ts';
import type { InspectorController } from '../inspectorController.ts';
import { strings } from '../strings/strategies.ts';

/** First items of strategies in columns; the one that is pointed at is marked in every column. */
export class StrategyColumns extends LitElement {
  static override properties = {
    columns: { attribute: false },
    controller: { attribute: false },
    /** Cards come in without a property that changes. */
    revision: { attribute: false },
    active: { state: true },
  };
  static override styles = [controlStyles, columnStyles];

  declare columns: readonly ComparedStrategy[];
  declare controller: InspectorController;
  declare revision: unknown;
  /** The row that is pointed at or has the focus. */
  declare active: number | null;
  /** The one that Tab leads to. */
  #at = { column: 0, place: 0 };

  constructor() {
    super();
    this.active = null;
  }

  protected override render(): TemplateResult {
    const counts = new Map<number, number>();
    for (const { rows } of this.columns) for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
    return html`<div class="columns" @keydown=${this.#onKey} @mouseleave=${() => (this.active = null)}>
      ${this.columns.map(
        ({ title, rows, scores }, column) =>
          html`<section aria-label=${strings.column(title)}>
            <h3 dir="auto">${title}</h3>
            <ol>
              ${rows.map((row, place) =>
                this.#item(
                  { row, score: scores[place] ?? null, shared: counts.get(row) ?? 1 },
                  { column, place },
                ),
              )}
            </ol>
          </section>`,
      )}
    </div>`;
  }

  #item(
    { row, score, shared }: { readonly row: number; readonly score: number | null; readonly shared: number },
    { column, place }: { readonly column: number; readonly place: number },
  ): TemplateResult {
    const card = this.controller.card(row);
    const states = [shared > 1 ? 'shared' : '', row === this.active ? 'active' : ''].join(' ');
    const at = this.#at;
    const isTabStop = at.column === column && at.place === place;
    return html`<li>
      <button
        type="button"
        class=${states}
        data-column=${column}
        data-place=${place}
        tabindex=${isTabStop ? 0 : -1}
        @mouseenter=${() => (this.active = row)}
        @focus=${() => this.#focused(row, { column, place })}
        @click=${() => this.controller.choose({ row, tab: 'why' })}
      >
        <span class="place">${place + 1}</span>
        ${
          card?.thumbnail === null || card?.thumbnail === undefined
            ? nothing
            : html`<img src=${card.thumbnail} alt="" loading="lazy" />`
        }
        <span class="words">
          <span class="id" dir="auto">${card?.itemId ?? ''}</span>
          <span class="excerpt" dir="auto">${card?.excerpt ?? ''}</span>
          <span class="quiet"
            >${score === null ? strings.noScore : brief(score)}${
              shared > 1 ? html` · ${strings.shared(shared, this.columns.length)}` : nothing
            }</span
          >
        </span>
      </button>
    </li>`;
  }

  #focused(row: number, at: { readonly column: number; readonly place: number }): void {
    this.#at = at;
    this.active = row;
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const { column, place } = this.#at;
    const to = {
      ArrowDown: { column, place: place + 1 },
      ArrowUp: { column, place: place - 1 },
      ArrowRight: { column: column + 1, place },
      ArrowLeft: { column: column - 1, place },
      Home: { column, place: 0 },
      End: { column, place: (this.columns[column]?.rows.length ?? 1) - 1 },
    }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const wanted = `button[data-column="${to.column}"][data-place="${to.place}"]`;
    this.renderRoot.querySelector<HTMLElement>(wanted)?.focus();
  };
}
