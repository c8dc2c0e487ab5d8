import type { DataTable } from '../../../src/charts/dataTable.ts';
import { suspectTable } from '../../../src/charts/inspector/secondLookTables.ts';
import type { Suspect } from '../../../src/protocol/secondLook.ts';
import { lastOf } from '../map/lastOf.ts';
import { strings } from '../strings/secondLook.ts';
import type { LookModel } from './lookModel.ts';

// Thousands of rows take a while: each is made once, and `classes` is JSON, since snapshots bring new arrays.

const plainTable = lastOf((shown: readonly Suspect[], classes: string) =>
  suspectTable(shown, JSON.parse(classes) as string[]),
);

const withDecisions = lastOf(
  (
    table: DataTable,
    shown: readonly Suspect[],
    decided: LookModel['decided'],
    later: readonly number[],
  ): DataTable => {
    const put = new Set(later);
    const decision = (row: number, label: string): string => {
      const className = decided.get(row);
      if (className === undefined) return put.has(row) ? strings.latered : '';
      return className === label ? strings.kept : className;
    };
    const [item, ...columns] = table.columns;
    return {
      ...table,
      columns: [item!, { name: strings.table.decided, kind: 'text' }, ...columns],
      rows: table.rows.map(([first, label, ...cells], index) => [
        first!,
        { text: decision(shown[index]!.row, label!.text) },
        label!,
        ...cells,
      ]),
    };
  },
);

/** All labels in doubt, with what was decided here. */
export function decidedTable(shown: readonly Suspect[], model: LookModel): DataTable {
  const classes = (model.controller.snapshot?.classes ?? []).map(({ name }) => name);
  return withDecisions(plainTable(shown, JSON.stringify(classes)), shown, model.decided, model.later);
}
