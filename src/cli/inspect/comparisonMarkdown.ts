import { SCORE_QUANTILES } from '../../protocol/inspect.ts';
import type { StrategyComparison } from '../../protocol/inspect.ts';
import { markdownText } from '../../charts/tableText.ts';
import { brief, percent } from '../../charts/inspector/numberText.ts';
import { markdownTable } from './markdownTable.ts';

/** What several strategies would have asked in the same round. */
export function comparisonMarkdown(comparison: StrategyComparison, classes: readonly string[]): string {
  const { top, columns, overlap, spearman, kendall, refused } = comparison;
  const titles = columns.map(({ title }) => title);
  const places = Array.from({ length: Math.max(...columns.map(({ items }) => items.length)) }, (_, i) => i);
  const matrix = (title: string, values: readonly (readonly (number | null)[])[], note: string): string =>
    markdownTable(
      title,
      ['', ...titles.map((name) => `#${name}`)],
      values.map((row, index) => [titles[index] ?? '', ...row.map(brief)]),
      note,
    );
  const parts = [
    markdownTable(
      `The first ${top}`,
      ['#Rank', ...titles],
      places.map((place) => [String(place + 1), ...columns.map(({ items }) => items[place] ?? '')]),
    ),
    matrix('Overlap', overlap, `Share of the first ${top} in common.`),
    matrix('Rank correlation (Spearman)', spearman, 'Over the items that both scored; 1 is the same order.'),
    matrix('Rank correlation (Kendall)', kendall, 'Tau-b over the same items.'),
    quantileTable(comparison),
    histogramTable(comparison, classes),
    ...refused.map(({ reason }) => `Left out: ${markdownText(reason)}`),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function quantileTable({ columns }: StrategyComparison): string {
  return markdownTable(
    'Scores',
    ['Strategy', ...SCORE_QUANTILES.map((share) => `#${percent(share).replace('.0', '')}`)],
    columns.map(({ title, quantiles }) => [
      title,
      ...SCORE_QUANTILES.map((_, index) => brief(quantiles?.[index])),
    ]),
    'Quantiles of the scores of all items; each strategy has a scale of its own.',
  );
}

function histogramTable({ columns, top }: StrategyComparison, classes: readonly string[]): string {
  if (columns.every(({ histogram }) => histogram === null)) return '';
  const tenths = Array.from({ length: 10 }, (_, bin) => `#${bin / 10}–${(bin + 1) / 10}`);
  const of = classes.length === 2 ? `of ${classes[1] ?? ''}` : 'of the predicted class';
  return markdownTable(
    'Predicted probabilities of the picks',
    ['Strategy', ...tenths],
    columns.map(({ title, histogram }) => [
      title,
      ...tenths.map((_, bin) => String(histogram?.[bin] ?? '–')),
    ]),
    `How many of the first ${top} have which probability ${of}.`,
  );
}
