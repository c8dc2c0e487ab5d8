import { stat } from 'node:fs/promises';
import * as v from 'valibot';
import { InputError } from '../../data/tables/inputError.ts';
import { reportOn } from '../../experiments/reportOn.ts';
import { RESULTS_FILE } from '../../protocol/experiment.ts';
import type { Command } from '../command.ts';
import { checkOptions } from '../parseCommand.ts';
import { renderReport } from '../report/renderReport.ts';
import { partsOf } from '../report/reportParts.ts';

const schema = v.object({ only: v.optional(v.array(v.string()), []) });

/** What an experiment found, also while it still runs. */
export const report: Command = {
  name: 'report',
  summary: 'Prints what an experiment found: tables, significance, figures.',
  operands: ['DIR'],
  options: {
    only: {
      type: 'string',
      multiple: true,
      value: 'ID',
      help: 'A table or figure, by the name that its file has; by default all. JSON always has everything.',
    },
  },
  formats: {
    names: ['markdown', 'json', 'csv', 'latex', 'svg'],
    onTerminal: 'markdown',
    help: 'How to print the report; by default Markdown on a terminal, else JSON.',
    out: { value: 'PATH', help: 'Write to a file; or to a folder, one file for each table or figure.' },
  },
  details,
  run: async ({ operands, values }) => {
    const { only } = checkOptions(schema, values);
    const [folder = ''] = operands;
    await refuseOther(folder);
    const found = await reportOn(folder);
    const parts = partsOf(found, only);
    const render = (format: string) => renderReport(parts, format);
    return { json: found, text: () => render('markdown').whole ?? '', render };
  },
};

async function refuseOther(folder: string): Promise<void> {
  const expected = `expected a folder of results, which holds ${RESULTS_FILE}`;
  const found = await stat(folder).catch(() => null);
  if (found === null) throw new InputError(`${folder} does not exist; ${expected}.`);
  if (!found.isDirectory()) throw new InputError(`${folder} is a file; ${expected}.`);
}

function details(): string {
  return [
    'DIR is a folder that nextlabel experiment wrote; the experiment may still run, or have been cancelled.',
    '',
    'Formats:',
    '  markdown: what ran, every table, and the figures in words.',
    '  json: everything on one line, {name, metric, total, done, cells, pairs, ranks, summaries, notRun}, numbers in full.',
    '  csv: every table, numbers in full. Printed or in one file, a line "# title" comes before each.',
    '  latex: every table for the package booktabs.',
    '  svg: every figure. They go to a folder, one file each; a single one (--only) may be printed.',
    '',
    'Where --out goes: to a folder if it is one, ends with a slash, or is new and has no extension; else to one file.',
    '  nextlabel report DIR --format latex --out tables/',
    '  nextlabel report DIR --format csv --only auac > auac.csv',
    '  nextlabel report DIR --format svg --out figures',
    '',
    'Tables: auac, final, efficiency, rare, pairs, ranks, seconds, notRun. Figures: curves, relative, time and picks for',
    'each data set, setting and model (curves-adult-balanced-svc), ranks for each setting and model (ranks-balanced-svc).',
  ].join('\n');
}
