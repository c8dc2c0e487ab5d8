import type { HistoryRound, StreamAccuracy } from '../../protocol/inspect.ts';
import type { Stream } from '../../protocol/stream.ts';
import { numberCell } from '../dataTable.ts';
import type { DataColumn, DataTable } from '../dataTable.ts';
import { drawLineChart } from '../drawing/lineChart.ts';
import type { LineSeries } from '../drawing/lineChart.ts';
import type { Figure } from '../figure.ts';
import { plural } from '../wording.ts';
import { brief, percent } from './numberText.ts';

/** Beyond so many classes, those with most labels are drawn. */
const MOST_CLASSES = 12;

/** How people call where an item came from. */
export const streamNames: Readonly<Record<Stream, string>> = {
  strategy: 'strategy',
  random: 'at random',
  coldStart: 'cold start',
  browse: 'picked by hand',
  review: 'review',
  repeat: 'hidden repeat',
};

const numberColumn = (name: string): DataColumn => ({ name, kind: 'number' });

export interface HistoryOptions {
  /** The round that is looked at. */
  readonly round: number | null;
  readonly classes: readonly string[];
  /** Labels of the random stream that make up a recent accuracy. */
  readonly recentLabels: number;
}

/** Accuracy on labels of the random stream, each predicted before it was known; null without any. */
export function accuracyFigure(
  rounds: readonly HistoryRound[],
  { round, recentLabels }: HistoryOptions,
): Figure | null {
  const known = rounds.filter((each) => each.recent !== null);
  const last = known.at(-1)?.recent ?? null;
  if (last === null) return null;
  const id = 'accuracy-over-time';
  const title = 'Accuracy on the random stream';
  const description =
    `How many labels of items that were drawn at random the model had predicted before they were known, over the last ` +
    `${recentLabels} of them up to each round, with Wilson's 95 % interval. By now it is ${accuracyText(last)}.`;
  const points = known.map(({ round: x, recent }) => ({
    x,
    y: recent!.right / recent!.total,
    low: recent!.low,
    high: recent!.high,
  }));
  const series = [{ name: 'accuracy', style: 0, points }];
  const chart = { ...chartOf({ title, description, series, yTitle: 'accuracy', round }), zeroLine: false };
  return {
    id,
    title,
    description,
    table: { id, title, ...accuracyRows(known, recentLabels) },
    draw: (options) => drawLineChart({ ...chart, ceiling: 1 }, options),
  };
}

const accuracyRows = (
  rounds: readonly HistoryRound[],
  recentLabels: number,
): Pick<DataTable, 'columns' | 'rows' | 'note'> => ({
  columns: ['Round', 'Right', 'Of', 'Accuracy', 'Low', 'High'].map(numberColumn),
  rows: rounds.map(({ round, recent }) => {
    const { right, total, low, high } = recent!;
    return [
      numberCell(String(round), round),
      numberCell(String(right), right),
      numberCell(String(total), total),
      numberCell(percent(right / total), right / total),
      numberCell(percent(low), low),
      numberCell(percent(high), high),
    ];
  }),
  note: `Over the last ${recentLabels} labels of the random stream up to each round, or all while there are fewer.`,
});

/** Such as "38 of 50: 76.0 % (62.6 % to 85.7 %)". */
export const accuracyText = ({ right, total, low, high }: StreamAccuracy): string =>
  `${right} of ${total}: ${percent(right / total)} (${percent(low)} to ${percent(high)})`;

/** Labels of each class that each round knew. */
export function balanceFigure(rounds: readonly HistoryRound[], { classes, round }: HistoryOptions): Figure {
  const id = 'class-balance';
  const title = 'Labels of each class';
  const last = rounds.at(-1)?.labels ?? [];
  const order = Array.from(classes.keys()).sort((a, b) => (last[b] ?? 0) - (last[a] ?? 0));
  const drawn = order.slice(0, MOST_CLASSES).sort((a, b) => a - b);
  const all = last.reduce((sum, count) => sum + count, 0);
  const counts = order.map((index) => `${classes[index] ?? ''} ${last[index] ?? 0}`);
  const description =
    `How many labels of each class each round knew. The last knew ${plural(all, 'label', 'labels')}: ${counts.join(', ')}.` +
    (drawn.length < classes.length ? ` The ${drawn.length} most frequent classes are drawn.` : '');
  const series = drawn.map((index): LineSeries => ({
    name: classes[index] ?? '',
    style: index,
    points: rounds.map(({ round: x, labels }) => ({ x, y: labels[index] ?? 0, low: null, high: null })),
  }));
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: [numberColumn('Round'), ...classes.map(numberColumn)],
      rows: rounds.map(({ round: at, labels }) => [
        numberCell(String(at), at),
        ...classes.map((_, index) => numberCell(String(labels[index] ?? 0), labels[index] ?? 0)),
      ]),
      note: '',
    },
    draw: (options) =>
      drawLineChart(chartOf({ title, description, series, yTitle: 'labels', round }), options),
  };
}

/** Time per label; null where nothing was labeled. */
export function secondsFigure(rounds: readonly HistoryRound[], { round }: HistoryOptions): Figure | null {
  const known = rounds.filter(({ secondsPerLabel }) => secondsPerLabel !== null);
  if (known.length === 0) return null;
  const id = 'seconds-per-label';
  const title = 'Time per label';
  const sorted = known.map(({ secondsPerLabel }) => secondsPerLabel!).sort((a, b) => a - b);
  const description =
    `Median of the seconds that an item of each round was on screen before it was labeled. Over the rounds it goes from ` +
    `${brief(sorted[0])} to ${brief(sorted.at(-1))} s.`;
  const points = known.map(({ round: x, secondsPerLabel }) => ({
    x,
    y: secondsPerLabel!,
    low: null,
    high: null,
  }));
  const series = [{ name: 'median', style: 0, points }];
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: ['Round', 'Seconds per label'].map(numberColumn),
      rows: known.map(({ round: at, secondsPerLabel }) => [
        numberCell(String(at), at),
        numberCell(brief(secondsPerLabel), secondsPerLabel),
      ]),
      note: '',
    },
    draw: (options) =>
      drawLineChart(chartOf({ title, description, series, yTitle: 'seconds', round }), options),
  };
}

/** Who proposed what was decided, summed up to each round; null where nothing was. */
export function streamFigure(rounds: readonly HistoryRound[], { round }: HistoryOptions): Figure | null {
  const streams = (Object.keys(streamNames) as Stream[]).filter((stream) =>
    rounds.some(({ asked }) => (asked[stream] ?? 0) > 0),
  );
  if (streams.length === 0) return null;
  const id = 'who-proposed';
  const title = 'Who proposed the items';
  const sums = streams.map((stream) => {
    let sum = 0;
    return rounds.map(({ asked }) => (sum += asked[stream] ?? 0));
  });
  const totals = streams.map((stream, index) => `${streamNames[stream]} ${sums[index]!.at(-1) ?? 0}`);
  const description = `Items that were labeled or skipped, by who had put them on screen, summed up to each round. By now: ${totals.join(', ')}.`;
  const series = streams.map((stream, index): LineSeries => ({
    name: streamNames[stream],
    style: index,
    points: rounds.map(({ round: x }, place) => ({ x, y: sums[index]![place]!, low: null, high: null })),
  }));
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: [numberColumn('Round'), ...streams.map((stream) => numberColumn(streamNames[stream]))],
      rows: rounds.map(({ round: at, asked }) => [
        numberCell(String(at), at),
        ...streams.map((stream) => numberCell(String(asked[stream] ?? 0), asked[stream] ?? 0)),
      ]),
      note: 'Items of each round, not summed up.',
    },
    draw: (options) =>
      drawLineChart(chartOf({ title, description, series, yTitle: 'items', round }), options),
  };
}

interface Counting {
  readonly title: string;
  readonly description: string;
  readonly series: readonly LineSeries[];
  readonly yTitle: string;
  readonly round: number | null;
}

const chartOf = ({ round, ...chart }: Counting) => ({
  ...chart,
  xTitle: 'round',
  zeroLine: true,
  ceiling: null,
  markX: round,
});
