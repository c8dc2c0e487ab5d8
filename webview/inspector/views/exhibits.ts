import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { DataTable } from '../../../src/charts/dataTable.ts';
import type { Figure } from '../../../src/charts/figure.ts';
import { printColours } from '../../../src/charts/palette.ts';
import { toCsv } from '../../../src/charts/tableText.ts';
import { rasterise } from '../../experiment/drawing/rasterise.ts';
import type { InspectorController } from '../inspectorController.ts';
import type { TabContext } from '../tab.ts';
import type { RowAction } from './sortableTable.ts';

type FigureFile = 'svg' | 'png' | 'csv';

/** Units of a saved drawing; a column of a paper at a legible size of text. */
const printSize = { width: 720, height: 440 };

/** A figure with its text twin, and buttons that save it as SVG and PNG and its numbers as CSV. */
export function figureBox(figure: Figure, { controller, colours }: TabContext): TemplateResult {
  return html`<nextlabel-figure
    .figure=${figure}
    .colours=${colours}
    csv
    ?opened=${controller.opened.includes(figure.id)}
    @toggle-text=${() => controller.toggleText(figure.id)}
    @save=${(event: CustomEvent<FigureFile>) => void saveFigure(controller, figure, event.detail)}
  ></nextlabel-figure>`;
}

/** A table that can be sorted by its columns, with a button that saves it as CSV in the order of its rows. */
export function tableBox(
  table: DataTable,
  controller: InspectorController,
  options: {
    /** Told of the row that was chosen by click or Enter; rows are not to be chosen where this is left out. */
    readonly onChoose?: (index: number) => void;
    /** Index of the chosen row. */
    readonly chosen?: number;
    readonly action?: RowAction;
  } = {},
): TemplateResult {
  return html`<nextlabel-sortable-table
    .table=${table}
    .onChoose=${options.onChoose ?? null}
    .chosen=${options.chosen ?? -1}
    .action=${options.action ?? null}
    @save=${(event: CustomEvent<DataTable>) =>
      void controller.save({ suggestedName: `${table.id}.csv`, kind: 'csv' }, () => toCsv(event.detail))}
  ></nextlabel-sortable-table>`;
}

function saveFigure(controller: InspectorController, figure: Figure, kind: FigureFile): Promise<void> {
  const draw = (): string => figure.draw({ ...printSize, colours: printColours });
  const contents: Readonly<Record<FigureFile, () => string | Promise<string>>> = {
    svg: draw,
    png: () => rasterise(draw()),
    csv: () => toCsv(figure.table),
  };
  return controller.save({ suggestedName: `${figure.id}.${kind}`, kind }, contents[kind]);
}
