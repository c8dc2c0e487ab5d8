import type { DataTable } from '../../charts/dataTable.ts';
import { printColours } from '../../charts/palette.ts';
import { toCsv, toLatex } from '../../charts/tableText.ts';
import { InputError } from '../../data/tables/inputError.ts';
import type { ExperimentReport } from '../../protocol/experiment.ts';
import type { Rendering } from '../command.ts';
import { reportMarkdown } from './reportMarkdown.ts';
import type { ReportParts } from './reportParts.ts';

/** Pixels; the width of a page, twice as wide on most screens. */
const figureSize = { width: 720, height: 380 };

/** The parts in one of the formats `markdown`, `csv`, `latex` and `svg`. Throws InputError where there is nothing. */
export function renderReport(parts: ReportParts, format: string): Rendering {
  switch (format) {
    case 'csv':
      return tablesAs(parts, { extension: 'csv', comment: '#', newline: '\r\n', write: toCsv });
    case 'latex':
      return tablesAs(parts, { extension: 'tex', comment: '%', newline: '\n', write: toLatex });
    case 'svg':
      return drawings(parts);
    default: {
      const whole = reportMarkdown(parts);
      return { whole, files: [{ name: 'report.md', text: whole }] };
    }
  }
}

interface TableFormat {
  readonly extension: string;
  /** How a line of comment begins. */
  readonly comment: string;
  readonly newline: string;
  readonly write: (table: DataTable) => string;
}

/** One table stands by itself; several have their titles as comments between them. */
function tablesAs({ report, tables }: ReportParts, format: TableFormat): Rendering {
  const { extension, comment, newline, write } = format;
  if (tables.length === 0) throw nothingToShow(report, 'table');
  const files = tables.map((table) => ({ name: `${table.id}.${extension}`, text: write(table) }));
  const [only] = files;
  if (only !== undefined && files.length === 1) return { whole: only.text, files };
  const whole = tables
    .map((table, index) => {
      const title = `${comment} ${table.title.replace(/\s+/g, ' ')}${newline}`;
      const text = files[index]!.text;
      return title + (text.endsWith(newline) ? text : text + newline);
    })
    .join(newline);
  return { whole, files };
}

function drawings({ report, figures }: ReportParts): Rendering {
  if (figures.length === 0) throw nothingToShow(report, 'figure');
  const files = figures.map((figure) => ({
    name: `${figure.id}.svg`,
    text: figure.draw({ ...figureSize, colours: printColours }),
  }));
  const [only] = files;
  if (only !== undefined && files.length === 1) return { whole: only.text, files };
  const ids = figures.map(({ id }) => id).join(', ');
  return {
    whole: null,
    advice: `there are ${files.length} figures; name a folder with --out, or one figure with --only: ${ids}`,
    files,
  };
}

function nothingToShow({ cells }: ExperimentReport, kind: 'table' | 'figure'): InputError {
  const why = cells.length === 0 ? 'no run is finished yet' : `--only names no ${kind}`;
  return new InputError(`There is no ${kind} to show: ${why}.`);
}
