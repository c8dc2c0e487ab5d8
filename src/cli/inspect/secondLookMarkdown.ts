import { noiseFigure } from '../../charts/inspector/secondLookFigures.ts';
import { peopleTable, selfTable, twinTable } from '../../charts/inspector/secondLookTables.ts';
import {
  duplicateSentence,
  peopleSentences,
  reasonSentence,
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

/** Each label in doubt with its reasons. */
function listed(report: SecondLookReport, excerpts: readonly string[], classes: readonly string[]): string {
  const { suspects, model } = report;
  const nameOf = (label: number): string => markdownText(classes[label] ?? '');
  const lines = suspects.slice(0, LISTED).map(({ itemId, label, suggested, reasons }, index) => {
    const why = reasons.map((reason) =>
      reasonSentence(reason, { label, model }, { classes, write: markdownText }),
    );
    return (
      `- **${markdownText(itemId)}** (${shortened(excerpts[index]!)}): labeled ${nameOf(label)}, may be ` +
      `${nameOf(suggested)}. ${why.join(' ')}`
    );
  });
  const more = suspects.length - LISTED;
  return [...lines, ...(more > 0 ? ['', `And ${more} more; --format json has all.`] : [])].join('\n');
}

const shortened = (text: string): string =>
  markdownText(text.length <= EXCERPT_LENGTH ? text : `${text.slice(0, EXCERPT_LENGTH)}…`);
