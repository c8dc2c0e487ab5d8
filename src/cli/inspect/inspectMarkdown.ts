import { markdownText } from '../../charts/tableText.ts';
import type { InspectedRound, InspectReport } from '../../protocol/inspect.ts';
import { budgetMarkdown } from './budgetMarkdown.ts';
import { choiceText } from './choiceText.ts';
import { comparisonMarkdown } from './comparisonMarkdown.ts';
import { historyMarkdown } from './historyMarkdown.ts';
import { itemMarkdown } from './itemMarkdown.ts';
import { secondLookMarkdown } from './secondLookMarkdown.ts';
import { counted, percent } from '../../charts/inspector/numberText.ts';

/** The report in sentences and tables. */
export function inspectMarkdown(report: InspectReport): string {
  const { project, round, items, classes } = report;
  return [
    `# ${markdownText(project)}: round ${round.round}`,
    '',
    ...roundSentences(round, classes),
    '',
    '## Why these items',
    '',
    ...items.flatMap((item) => [itemMarkdown(item, report), '']),
    '## Strategies side by side',
    '',
    comparisonMarkdown(report.strategies, classes),
    '',
    '## Over time',
    '',
    historyMarkdown(report.history, classes),
    '',
    '## Second look',
    '',
    secondLookMarkdown(report),
    '',
    '## Budget and stopping',
    '',
    budgetMarkdown(report),
  ].join('\n');
}

function roundSentences(round: InspectedRound, classes: readonly string[]): string[] {
  const { strategy, model, labels, asked, replay } = round;
  const labeled = labels.reduce((sum, count) => sum + count, 0);
  const balance = classes.map((name, index) => `${markdownText(name)} ${labels[index] ?? 0}`).join(', ');
  return [
    `Made at ${round.startedAt} in ${Math.round(round.durationMs)} ms by ${choiceText(strategy)} with ` +
      `${choiceText(model)}, seed ${round.seed}; ${percent(round.randomShare)} of the places are drawn at random. ` +
      `It knew ${counted(labeled, 'label')} (${balance}) and chose from ${counted(round.pool, 'item')}.`,
    ...(round.coldStart === null ? [] : ['', markdownText(round.coldStart)]),
    ...(round.fallback === null ? [] : ['', markdownText(round.fallback)]),
    '',
    askedSentence(asked),
    '',
    replay.same
      ? `Worked out again, the round is the same: model, queue and the first ${counted(replay.compared, 'item')} of the ranking.`
      : `**Worked out again, the round is not the same.** ${replay.differences.map(markdownText).join(' ')}`,
  ];
}

function askedSentence(asked: InspectedRound['asked']): string {
  if (asked.length === 0) return 'None of the items that it put on screen has been labeled.';
  const skipped = asked.filter(({ label }) => label === null).length;
  const atRandom = asked.filter(({ stream }) => stream === 'random').length;
  return (
    `Of what it put on screen, ${counted(asked.length - skipped, 'item was', 'items were')} labeled and ${skipped} ` +
    `skipped; ${atRandom} had been drawn at random.`
  );
}
