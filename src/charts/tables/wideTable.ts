import type { ExperimentReport, ReportCell } from '../../protocol/experiment.ts';
import type { DataCell, DataTable } from '../dataTable.ts';
import { columnNames, groupsOf } from '../reportGroups.ts';
import { choicesOf } from '../reportFilter.ts';
import { nothing } from '../wording.ts';

export interface WideTable {
  readonly id: string;
  readonly title: string;
  /** Names of the numbers in a cell. */
  readonly parts: readonly string[];
  readonly note: string;
  /** `group` holds the cells of the same column. */
  readonly cellOf: (cell: ReportCell, group: readonly ReportCell[]) => DataCell;
}

/** A row for each strategy, a column for each data set, setting and model; the form in which papers compare. */
export function wideTable(
  report: ExperimentReport,
  { id, title, parts, note, cellOf }: WideTable,
): DataTable {
  const groups = groupsOf(report);
  const { names, shared } = columnNames(groups);
  const present = new Set(report.cells.map(({ strategy }) => strategy));
  const strategies = choicesOf(report).strategies.filter((name) => present.has(name));
  const columns = groups.map(({ cells }) => new Map(cells.map((cell) => [cell.strategy, cell])));
  return {
    id,
    title: shared === '' ? title : `${title}: ${shared}`,
    columns: [
      { name: 'Strategy', kind: 'text' },
      ...names.map((name) => ({ name, kind: 'number', parts }) as const),
    ],
    rows: strategies.map((strategy) => [
      { text: strategy },
      ...columns.map((column, index): DataCell => {
        const cell = column.get(strategy);
        if (cell === undefined) return { text: nothing, values: parts.map(() => null) };
        return cellOf(cell, groups[index]!.cells);
      }),
    ]),
    note,
  };
}
