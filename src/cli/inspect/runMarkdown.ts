import { brief, counted } from '../../charts/inspector/numberText.ts';
import { markdownText } from '../../charts/tableText.ts';
import { capitalised, fixed, metricNames, scoreDecimals, settingNames } from '../../charts/wording.ts';
import { choiceText } from './choiceText.ts';
import { comparisonMarkdown } from './comparisonMarkdown.ts';
import type { RunInspectReport, StepItem } from './inspectRun.ts';
import { itemMarkdown } from './itemMarkdown.ts';
import { markdownTable } from './markdownTable.ts';

/** A step of a run in sentences and tables. */
export function runMarkdown(report: RunInspectReport): string {
  const { experiment, run, step, items, classes, strategies } = report;
  return [
    `# ${markdownText(experiment)}: step ${step.step} of run ${markdownText(run.id)}`,
    '',
    ...stepSentences(report),
    '',
    '## Why these items',
    '',
    ...items.flatMap((item) => [
      itemMarkdown({ ...item, label: null }, { classes, round: step, strategies }, itemSentences(item)),
      '',
    ]),
    '## Strategies side by side',
    '',
    comparisonMarkdown(strategies, classes),
    '',
    '## Over time',
    '',
    historyTable(report),
  ].join('\n');
}

function stepSentences({ step, classes, metric }: RunInspectReport): string[] {
  const { labels, replay, strategy, model, dataset, setting, dataSeed, seed } = step;
  const known = labels.reduce((sum, count) => sum + count, 0);
  const balance = classes.map((name, index) => `${markdownText(name)} ${labels[index] ?? 0}`).join(', ');
  return [
    `${choiceText(strategy)} with ${choiceText(model)} on ${markdownText(dataset)}, ${settingNames[setting]}, data seed ` +
      `${dataSeed}, seed ${seed}. The step knew ${counted(known, 'label')} (${balance}) and chose from ` +
      `${counted(step.pool, 'item')}; on the test rows its model has a ${metricNames[metric]} of ` +
      `${fixed(step.score, scoreDecimals)}.`,
    ...(step.fallback === null ? [] : ['', markdownText(step.fallback)]),
    '',
    replay.same
      ? `Worked out again, the step is the same: its score and the ${counted(replay.compared, 'item')} that it picked.`
      : `**Worked out again, the step is not the same.** ${replay.differences.map(markdownText).join(' ')}`,
  ];
}

const itemSentences = ({ picked, label }: StepItem): readonly string[] => [
  picked === null ? 'The step did not pick it.' : `The step picked it as number ${picked}.`,
  `Its class is ${markdownText(label ?? '')}.`,
];

function historyTable({ history, metric }: RunInspectReport): string {
  const { labeled, scores, classes, recall, selectSeconds, fitSeconds } = history;
  return markdownTable(
    'Steps',
    [
      '#Step',
      '#Labels',
      `#${capitalised(metricNames[metric])}`,
      ...classes.map((name) => `#${name}`),
      '#Seconds',
    ],
    labeled.map((labels, index) => [
      index < selectSeconds.length ? String(index + 1) : 'end',
      String(labels),
      fixed(scores[index] ?? NaN, scoreDecimals),
      ...classes.map((_, label) => fixed(recall[index]?.[label] ?? null, scoreDecimals)),
      brief((fitSeconds[index] ?? 0) + (selectSeconds[index] ?? 0)),
    ]),
    'Labels that each step knew, the score of its model on the test rows, the recall of each class, and what fitting and ' +
      'choosing took.',
  );
}
