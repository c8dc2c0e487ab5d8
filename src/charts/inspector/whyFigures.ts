import type { Contributions, PredictionChanges } from '../../protocol/inspect.ts';
import { numberCell } from '../dataTable.ts';
import type { DataTable } from '../dataTable.ts';
import { drawBarChart } from '../drawing/barChart.ts';
import { drawDivergingBars } from '../drawing/divergingBars.ts';
import type { Figure } from '../figure.ts';
import { signed } from '../wording.ts';
import { brief, percent } from './numberText.ts';

/** Bars of features that are drawn; the table has all. */
const MOST_BARS = 12;

/** What the model gives each class. */
export function probabilityFigure(
  probabilities: readonly number[],
  classes: readonly string[],
  itemId: string,
): Figure {
  const id = 'class-probabilities';
  const title = `Class probabilities of ${itemId}`;
  const bars = probabilities.map((value, index) => ({
    name: classes[index] ?? '',
    style: index,
    value,
    text: percent(value),
  }));
  const likeliest = bars.reduce((best, bar) => (bar.value > best.value ? bar : best));
  const description =
    `What the model of the round gives each class of ${itemId}. ` +
    `The likeliest is ${likeliest.name} with ${likeliest.text}.`;
  const format = (value: number): string => `${Math.round(100 * value)} %`;
  const chart = { title, description, xTitle: 'probability', bars, format, logarithmic: false };
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: [
        { name: 'Class', kind: 'text' },
        { name: 'Probability', kind: 'number' },
      ],
      rows: bars.map(({ name, value, text }) => [{ text: name }, numberCell(text, value)]),
      note: '',
    },
    draw: (options) => drawBarChart(chart, options),
  };
}

export interface PullOptions {
  readonly classes: readonly string[];
  /** The class that features pull to, by index. */
  readonly towards: number;
  readonly itemId: string;
}

/** Features that pull towards a class and away from it; null where none does. */
export function pullFigure(
  { of, towards: pulls, note }: Contributions,
  { classes, towards, itemId }: PullOptions,
): Figure | null {
  const features = pulls[towards] ?? [];
  if (features.length === 0) return null;
  const name = classes[towards] ?? '';
  const id = `pull-${towards + 1}`;
  const title = `What pulls ${itemId} towards ${name}`;
  const what = of === 'decision' ? 'decision value' : 'probability';
  const shown = features.slice(0, MOST_BARS);
  const [first] = features;
  const description = [
    `By how much the ${what} of ${name} falls when a feature is taken away from ${itemId}; ` +
      'what stands to the left of 0 pulls away from it.',
    `The strongest is ${first!.feature} with ${signed(first!.contribution, 3)}.`,
    shown.length < features.length ? `Drawn are the strongest ${shown.length} of ${features.length}.` : '',
    note,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
  const bars = shown.map(({ feature, contribution }) => ({
    name: feature,
    value: contribution,
    text: `${contribution > 0 ? '+' : ''}${brief(contribution)}`,
  }));
  const chart = { title, description, xTitle: `change of the ${what}`, bars };
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: [
        { name: 'Feature', kind: 'text' },
        { name: `Pull towards ${name}`, kind: 'number' },
      ],
      rows: features.map(({ feature, contribution }) => [
        { text: feature },
        numberCell(signed(contribution, 4), contribution),
      ]),
      note,
    },
    draw: (options) => drawDivergingBars(chart, options),
  };
}

/** How many predictions of the pool would change, by the label that the item got. */
export function changesTable(
  { changed, of, pool }: PredictionChanges,
  classes: readonly string[],
  itemId: string,
): DataTable {
  const seen = of.toLocaleString('en');
  const all = pool.toLocaleString('en');
  return {
    id: 'prediction-changes',
    title: `Predictions that a label of ${itemId} would change`,
    columns: [
      { name: 'Labeled as', kind: 'text' },
      { name: 'Predictions changed', kind: 'number' },
      { name: 'Share', kind: 'number' },
    ],
    rows: changed.map((count, index) => [
      { text: classes[index] ?? '' },
      numberCell(count.toLocaleString('en'), count),
      numberCell(of === 0 ? '–' : percent(count / of), of === 0 ? null : count / of),
    ]),
    note:
      of < pool
        ? `Of a random sample of ${seen} from the ${all} other items of the pool.`
        : `Of the ${all} other items of the pool.`,
  };
}
