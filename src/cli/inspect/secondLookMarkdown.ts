import { noiseFigure } from '../../charts/inspector/secondLookFigures.ts';
import { peopleTable, selfTable, suspectTable, twinTable } from '../../charts/inspector/secondLookTables.ts';
import {
  duplicateSentence,
  peopleSentences,
  selfSentences,
  skillWarning,
  suspectSummary,
  verdictSentences,
} from '../../charts/inspector/secondLookWords.ts';
import { twinGroups } from '../../charts/inspector/twinGroups.ts';
import { markdownText, toMarkdown } from '../../charts/tableText.ts';
import type { InspectReport } from '../../protocol/inspect.ts';
import type { SecondLookReport } from '../../protocol/secondLook.ts';
import { renameSuspect } from './renameSuspect.ts';

/** Labels that are listed; the JSON has all. */
const LISTED = 50;
const EXCERPT_LENGTH = 60;

/** Labels that deserve a second look, and how much people agree. */
export function secondLookMarkdown({ secondLook, classes }: InspectReport): string {
  const suspects = secondLook.suspects.map((suspect) =>
    renameSuspect(suspect, (name) => classes.indexOf(name)),
  );
  const excerpts = secondLook.suspects.map(({ excerpt }) => excerpt);
  const report: SecondLookReport = { ...secondLook, suspects };
  const warning = skillWarning(report.model);
  const noise = noiseFigure(report, classes);
  const groups = twinGroups(suspects);
  const tables = [selfTable(report.self, classes), peopleTable(report.people)];
  const parts = [
    'About the labels of now, whichever round was asked for.',
    suspectSummary(report),
    verdictSentences(report, { classes }).join(' '),
    warning === '' ? '' : `**${warning}**`,
    duplicateSentence(report),
  ].map((text) => (text.startsWith('**') ? text : markdownText(text)));
  return [
    ...parts,
    suspects.length === 0 ? '' : listed(report, excerpts, classes),
    noise === null ? '' : `${markdownText(noise.description)}\n\n${toMarkdown(noise.table)}`,
    groups.length === 0 ? '' : toMarkdown(twinTable(groups, classes)),
    markdownText([...selfSentences(report), ...peopleSentences(report.people)].join(' ')),
    ...tables.map((table) => (table === null ? '' : toMarkdown(table))),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function listed(report: SecondLookReport, excerpts: readonly string[], classes: readonly string[]): string {
  const { suspects } = report;
  const { columns, rows, ...table } = suspectTable(suspects.slice(0, LISTED), report, classes);
  const more = suspects.length - LISTED;
  return toMarkdown({
    ...table,
    columns: [columns[0]!, { name: 'Content', kind: 'text' }, ...columns.slice(1)],
    rows: rows.map(([item, ...cells], index) => [item!, { text: shortened(excerpts[index]!) }, ...cells]),
    note: more > 0 ? `And ${more} more; --format json has all.` : '',
  });
}

const shortened = (text: string): string =>
  text.length <= EXCERPT_LENGTH ? text : `${text.slice(0, EXCERPT_LENGTH)}…`;
