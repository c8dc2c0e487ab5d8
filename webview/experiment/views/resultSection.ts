import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DataTable } from '../../../src/charts/dataTable.ts';
import type { ChartColours, Figure } from '../../../src/charts/figure.ts';
import type { Section } from '../state/sections.ts';
import { strings } from '../strings.ts';
import { saveButton } from './saveButton.ts';

export interface SectionOptions {
  readonly colours: ChartColours;
  /** Ids of figures whose text twin is open. */
  readonly opened: readonly string[];
  readonly onToggleText: (figureId: string) => void;
  readonly onSaveFigure: (figure: Figure, kind: 'svg' | 'png') => void;
  readonly onSaveTable: (table: DataTable, kind: 'csv' | 'latex') => void;
}

/** A heading with its figures and tables. */
export function resultSection({ id, figures, tables }: Section, options: SectionOptions): TemplateResult {
  return html`<section aria-labelledby="section-${id}">
    <h2 id="section-${id}" tabindex="-1">${strings.sections[id].title}</h2>
    ${
      figures.length === 0
        ? nothing
        : html`<div class="figures ${id}">
            ${repeat(
              figures,
              (figure) => figure.id,
              (figure) => figureCard(figure, options),
            )}
          </div>`
    }
    ${repeat(
      tables,
      (table) => table.id,
      (table) => tableCard(table, options),
    )}
  </section>`;
}

function figureCard(figure: Figure, options: SectionOptions): TemplateResult {
  return html`<nextlabel-figure
    .figure=${figure}
    .colours=${options.colours}
    ?opened=${options.opened.includes(figure.id)}
    @toggle-text=${() => options.onToggleText(figure.id)}
    @save=${(event: CustomEvent<'svg' | 'png'>) => options.onSaveFigure(figure, event.detail)}
  ></nextlabel-figure>`;
}

function tableCard(table: DataTable, { onSaveTable }: SectionOptions): TemplateResult {
  return html`<article class="table" aria-labelledby="table-${table.id}">
    <div class="table-head">
      <h3 id="table-${table.id}" dir="auto">${table.title}</h3>
      <div class="tools">
        ${saveButton(strings.saveCsv, table.title, () => onSaveTable(table, 'csv'))}
        ${saveButton(strings.saveLatex, table.title, () => onSaveTable(table, 'latex'))}
      </div>
    </div>
    <nextlabel-table .table=${table}></nextlabel-table>
  </article>`;
}
