import type { ExperimentReport, ReportCell, ReportSummary } from '../../protocol/experiment.ts';
import type { DataCell, DataTable } from '../dataTable.ts';
import { columnNames, groupsOf } from '../reportGroups.ts';
import type { ReportGroup } from '../reportGroups.ts';
import { choicesOf } from '../reportFilter.ts';
import { summaryNote } from '../summaryWords.ts';
import { nothing } from '../wording.ts';

export interface WideTable {
  readonly id: string;
  readonly title: string;
  /** Names of the numbers in a cell. */
  readonly parts: readonly string[];
  readonly note: string;
  /** `group` holds the cells of the same column. */
  readonly cellOf: (cell: ReportCell, group: readonly ReportCell[]) => DataCell;
  /** Given, summaries of the strategies have rows below them, and the note says what they are. */
  readonly summaryOf?: (summary: ReportSummary) => DataCell;
}

/** A row for each strategy and then each summary, a column for each data set, setting and model; the form in which papers compare. */
export function wideTable(
  report: ExperimentReport,
  { id, title, parts, note, cellOf, summaryOf }: WideTable,
): DataTable {
  const groups = groupsOf(report);
  const { names, shared } = columnNames(groups);
  const present = new Set(report.cells.map(({ strategy }) => strategy));
  const strategies = choicesOf(report).strategies.filter((name) => present.has(name));
  const gap = { text: nothing, values: parts.map(() => null) };
  const columns = groups.map(({ cells }) => new Map(cells.map((cell) => [cell.strategy, cell])));
  return {
    id,
    title: shared === '' ? title : `${title}: ${shared}`,
    columns: [
      { name: 'Strategy', kind: 'text' },
      ...names.map((name) => ({ name, kind: 'number', parts }) as const),
    ],
    rows: [
      ...strategies.map((strategy) => [
        { text: strategy },
        ...columns.map((column, index): DataCell => {
          const cell = column.get(strategy);
          return cell === undefined ? gap : cellOf(cell, groups[index]!.cells);
        }),
      ]),
      ...(summaryOf === undefined ? [] : summaryRows(groups, summaryOf, gap)),
    ],
    note: summaryOf === undefined ? note : [note, ...summaryNote(groups)].join(' '),
  };
}

/** Below the strategies, in the order of the report. */
function summaryRows(
  groups: readonly ReportGroup[],
  cellOf: (summary: ReportSummary) => DataCell,
  gap: DataCell,
): DataTable['rows'] {
  const names = new Set(groups.flatMap(({ summaries }) => summaries.map(({ name }) => name)));
  return [...names].map((name) => [
    { text: name },
    ...groups.map(({ summaries }) => {
      const summary = summaries.find((each) => each.name === name);
      return summary === undefined ? gap : cellOf(summary);
    }),
  ]);
}
