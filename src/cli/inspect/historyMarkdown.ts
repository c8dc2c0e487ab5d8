import { RECENT_LABELS } from '../../protocol/inspect.ts';
import type { HistoryRound, RoundHistory, StreamAccuracy } from '../../protocol/inspect.ts';
import { brief, counted, percent } from '../../charts/inspector/numberText.ts';
import { markdownTable } from './markdownTable.ts';

/** All rounds of a project, one a line. */
export function historyMarkdown({ rounds, accuracy }: RoundHistory, classes: readonly string[]): string {
  const table = markdownTable(
    'Rounds',
    [
      '#Round',
      'At',
      'Strategy',
      ...classes.map((name) => `#${name}`),
      'Asked',
      '#Seconds',
      '#Accuracy',
      '#Recent accuracy',
    ],
    rounds.map((round) => [
      String(round.round),
      round.startedAt.slice(0, 16).replace('T', ' '),
      round.strategy,
      ...classes.map((_, index) => String(round.labels[index] ?? 0)),
      askedText(round),
      brief(round.secondsPerLabel),
      accuracyText(round.accuracy),
      accuracyText(round.recent),
    ]),
    'Labels of each class as the round knew them; what was labeled or skipped of what it put on screen; the median of ' +
      'seconds a label; and how many of the labels of the random stream its model had predicted, with the 95 % interval; recent: over the last ' +
      `${RECENT_LABELS} such labels.`,
  );
  return `${table}\n\n${overall(accuracy)}`;
}

const askedText = ({ asked }: HistoryRound): string =>
  Object.entries(asked)
    .map(([stream, count]) => `${count} ${stream}`)
    .join(', ');

const accuracyText = (accuracy: StreamAccuracy | null): string =>
  accuracy === null
    ? '–'
    : `${accuracy.right}/${accuracy.total} (${brief(accuracy.low)}–${brief(accuracy.high)})`;

function overall(accuracy: StreamAccuracy | null): string {
  if (accuracy === null) {
    return 'There are no labels of the random stream that a model had predicted before: no honest accuracy is known.';
  }
  const { right, total, low, high } = accuracy;
  return (
    `Over all rounds the models predicted ${right} of ${counted(total, 'label')} of the random stream before they were ` +
    `known: ${percent(right / total)} (95 % interval ${percent(low)} to ${percent(high)}). Models of early rounds count ` +
    'in it, so that the last one is likely to be better.'
  );
}
