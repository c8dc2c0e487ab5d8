import { markdownText, toMarkdown } from '../../charts/tableText.ts';
import { choicesOf } from '../../charts/reportFilter.ts';
import { metricNames, settingNames } from '../../charts/wording.ts';
import type { ReportParts } from './reportParts.ts';

/** A report to read: what ran, the tables, and the figures in words. */
export function reportMarkdown({ report, tables, figures }: ReportParts): string {
  const { datasets, settings, models, strategies } = choicesOf(report);
  const facts: readonly (readonly [string, readonly string[]])[] = [
    ['Runs', [`${report.done} of ${report.total} done`]],
    ['Metric', [metricNames[report.metric]]],
    ['Data sets', datasets],
    ['Settings', settings.map((setting) => settingNames[setting])],
    ['Models', models],
    ['Strategies', strategies],
  ];
  const told = facts.filter(([, values]) => values.length > 0);
  return [
    `# ${markdownText(report.name)}`,
    told.map(([name, values]) => `- ${name}: ${values.map(markdownText).join('; ')}`).join('\n'),
    ...(report.cells.length === 0 ? ['No run is finished yet.'] : []),
    ...(tables.length === 0 ? [] : ['## Tables']),
    ...tables.map(toMarkdown),
    ...(figures.length === 0 ? [] : ['## Figures in words']),
    ...figures.map(({ title, description }) => `### ${markdownText(title)}\n\n${markdownText(description)}`),
  ].join('\n\n');
}
