import type { DataTable } from '../../charts/dataTable.ts';
import { experimentFigures } from '../../charts/experimentFigures.ts';
import { experimentTables } from '../../charts/experimentTables.ts';
import type { Figure } from '../../charts/figure.ts';
import { InputError } from '../../data/tables/inputError.ts';
import type { ExperimentReport } from '../../protocol/experiment.ts';

/** What of a report is shown. */
export interface ReportParts {
  readonly report: ExperimentReport;
  readonly tables: readonly DataTable[];
  readonly figures: readonly Figure[];
}

/** All tables and figures, or those whose ids are given. Throws InputError for an id that there is not. */
export function partsOf(report: ExperimentReport, only: readonly string[]): ReportParts {
  const tables = experimentTables(report);
  const figures = experimentFigures(report);
  if (only.length === 0) return { report, tables, figures };
  const known = [...tables, ...figures].map(({ id }) => id);
  const unknown = only.find((id) => !known.includes(id));
  if (unknown !== undefined) {
    const expected = known.length === 0 ? 'no run is finished yet' : `expected one of ${known.join(', ')}`;
    throw new InputError(`--only ${unknown}: this report has no such table or figure; ${expected}.`);
  }
  const chosen = ({ id }: { readonly id: string }): boolean => only.includes(id);
  return { report, tables: tables.filter(chosen), figures: figures.filter(chosen) };
}
