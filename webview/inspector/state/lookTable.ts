import type { DataTable } from '../../../src/charts/dataTable.ts';
import { suspectTable } from '../../../src/charts/inspector/secondLookTables.ts';
import type { Suspect } from '../../../src/protocol/secondLook.ts';
import { lastOf } from '../map/lastOf.ts';
import { strings } from '../strings/secondLook.ts';
import type { LookModel } from './lookModel.ts';

type Classes = readonly { readonly name: string }[];

/** Thousands of rows take a while: they are made once. `classes` as JSON, since snapshots bring new arrays. */
const plainTable = lastOf((shown: readonly Suspect[], classes: string) =>
  suspectTable(shown, JSON.parse(classes) as string[]),
);

/** All labels in doubt, with what was decided here. */
export function decidedTable(shown: readonly Suspect[], model: LookModel): DataTable {
  const classes: Classes = model.controller.snapshot?.classes ?? [];
  const table = plainTable(shown, JSON.stringify(classes.map(({ name }) => name)));
  const decision = ({ row, label }: Suspect): string => {
    const decided = model.decided.get(row);
    if (decided === undefined) return model.isLater(row) ? strings.latered : '';
    return decided === model.nameOf(label) ? strings.kept : decided;
  };
  const [item, ...columns] = table.columns;
  return {
    ...table,
    columns: [item!, { name: strings.table.decided, kind: 'text' }, ...columns],
    rows: table.rows.map(([first, ...cells], index) => [first!, { text: decision(shown[index]!) }, ...cells]),
  };
}
