import type { ExperimentReport } from '../protocol/experiment.ts';
import type { DataTable } from './dataTable.ts';
import { areaTable, efficiencyTable, finalTable, rareTable, secondsTable } from './tables/measureTables.ts';
import { notRunTable } from './tables/notRunTable.ts';
import { pairsTable } from './tables/pairsTable.ts';
import { ranksTable } from './tables/ranksTable.ts';

/**
 * Every table of a report that has a row, in this order: ids `auac`, `final`, `efficiency`, `rare`, `pairs`, `ranks`,
 * `seconds`, `notRun`.
 */
export function experimentTables(report: ExperimentReport): readonly DataTable[] {
  const tables: readonly (DataTable | null)[] = [
    areaTable(report),
    finalTable(report),
    efficiencyTable(report),
    rareTable(report),
    pairsTable(report),
    ranksTable(report.ranks),
    secondsTable(report),
    notRunTable(report),
  ];
  return tables.filter((table) => table !== null).filter(({ rows }) => rows.length > 0);
}
