import type { ComparedStrategy, StrategiesAnswer } from '../../protocol/inspectorStrategies.ts';
import { numberCell } from '../dataTable.ts';
import type { DataTable } from '../dataTable.ts';
import { drawHistogramGrid } from '../drawing/histogramGrid.ts';
import { drawJoinedColumns } from '../drawing/joinedColumns.ts';
import type { Figure } from '../figure.ts';
import { fixed, plural } from '../wording.ts';
import { matrixFigure } from './matrixFigure.ts';
import { brief, percent } from './numberText.ts';

/** The first items of each strategy, shared ones joined by lines. `nameOf`: what a row's item is called. */
export function joinedFigure({ columns, top }: StrategiesAnswer, nameOf: (row: number) => string): Figure {
  const id = 'strategy-picks';
  const title = `The first ${top} of each strategy`;
  const [own] = columns;
  const others = columns.slice(1).map(({ title: name, rows }) => {
    const shared = rows.filter((row) => own?.rows.includes(row) === true).length;
    return `${name} shares ${shared} of its first ${rows.length} with ${own?.title ?? ''}`;
  });
  const description = `Items in the order in which each strategy would have asked for them; a line joins an item with itself in the next column that has it. ${others.join('; ')}.`;
  const named = columns.map(({ title: name, rows }) => ({ name, items: rows.map(nameOf) }));
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: [
        { name: 'Rank', kind: 'number' },
        ...named.map(({ name }) => ({ name, kind: 'text' }) as const),
      ],
      rows: Array.from({ length: Math.max(0, ...named.map(({ items }) => items.length)) }, (_, place) => [
        numberCell(String(place + 1), place + 1),
        ...named.map(({ items }) => ({ text: items[place] ?? '' })),
      ]),
      note: '',
    },
    draw: (options) => drawJoinedColumns({ title, description, columns: named }, options),
  };
}

/** Share of the first items that two strategies have in common. */
export function overlapFigure({ columns, overlap, top }: StrategiesAnswer): Figure {
  const names = columns.map(({ title }) => title);
  const title = `Overlap of the first ${top}`;
  const pairs = pairsOf(names, overlap);
  const description = [
    `Share of their first ${top} items that two strategies have in common; the columns are numbered as the rows.`,
    pairs.length === 0
      ? ''
      : `Most alike: ${pairText(pairs[0]!, percent)}. Least alike: ${pairText(pairs.at(-1)!, percent)}.`,
  ]
    .join(' ')
    .trim();
  return matrixFigure({ id: 'strategy-overlap', title, description }, names, overlap, [
    (value) => `${fixed(100 * value, 0)} %`,
    (value) => fixed(100 * value, 0),
  ]);
}

/** Spearman's correlation of the scores of all items; Kendall's stands in the table. */
export function correlationFigure({ columns, spearman, kendall }: StrategiesAnswer): Figure {
  const names = columns.map(({ title }) => title);
  const title = 'Rank correlation over all items';
  const pairs = pairsOf(names, spearman);
  const two = (value: number): string => fixed(value, 2);
  const description = [
    "Spearman's rank correlation of the scores of the items that both scored: 1 is the same order, −1 the reverse, 0 none; the columns are numbered as the rows.",
    pairs.length === 0
      ? ''
      : `Highest: ${pairText(pairs[0]!, two)}. Lowest: ${pairText(pairs.at(-1)!, two)}.`,
  ]
    .join(' ')
    .trim();
  const figure = matrixFigure({ id: 'strategy-correlation', title, description }, names, spearman, [
    two,
    (value) => fixed(value, 1).replace(/^(−?)0/, '$1'),
  ]);
  return { ...figure, table: correlationTable(title, names, { spearman, kendall }) };
}

interface Pair {
  readonly first: string;
  readonly second: string;
  readonly value: number;
}

/** Pairs of different strategies that have a value, highest first. */
function pairsOf(names: readonly string[], values: readonly (readonly (number | null)[])[]): readonly Pair[] {
  return names
    .flatMap((first, row) =>
      names.slice(row + 1).flatMap((second, offset): Pair[] => {
        const value = values[row]?.[row + 1 + offset] ?? null;
        return value === null ? [] : [{ first, second, value }];
      }),
    )
    .sort((a, b) => b.value - a.value);
}

const pairText = ({ first, second, value }: Pair, format: (value: number) => string): string =>
  `${first} and ${second} (${format(value)})`;

function correlationTable(
  title: string,
  names: readonly string[],
  { spearman, kendall }: Pick<StrategiesAnswer, 'spearman' | 'kendall'>,
): DataTable {
  const rows = names.flatMap((first, row) =>
    names.slice(row + 1).map((second, offset) => {
      const column = row + 1 + offset;
      const [rho = null, tau = null] = [spearman[row]?.[column], kendall[row]?.[column]];
      return [
        { text: first },
        { text: second },
        numberCell(fixed(rho, 3), rho),
        numberCell(fixed(tau, 3), tau),
      ];
    }),
  );
  return {
    id: 'strategy-correlation',
    title,
    columns: [
      { name: 'Strategy', kind: 'text' },
      { name: 'Other', kind: 'text' },
      { name: 'Spearman', kind: 'number' },
      { name: 'Kendall', kind: 'number' },
    ],
    rows,
    note: "Kendall's is tau-b. A dash stands where one of them gave no scores or all alike.",
  };
}

/** How the scores of all items are spread, each strategy on a scale of its own; null where none gave scores. */
export function scoreFigure({ columns, pool }: StrategiesAnswer): Figure | null {
  const scored = columns.flatMap((column) =>
    column.distribution === null ? [] : [{ ...column, distribution: column.distribution }],
  );
  if (scored.length === 0) return null;
  const id = 'strategy-scores';
  const title = 'Scores of all items';
  const description = `How the scores of ${plural(pool, 'item', 'items')} are spread; each strategy has a scale of its own, and what stands on the right is asked first.`;
  const panels = scored.map(({ title: name, distribution: { low, high, counts } }) => {
    const edge = (index: number): string => brief(low + ((high - low) * index) / counts.length);
    return {
      name,
      counts,
      low: brief(low),
      high: brief(high),
      binName: (index: number) => `${edge(index)} to ${edge(index + 1)}`,
    };
  });
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: [
        { name: 'Strategy', kind: 'text' },
        { name: 'From', kind: 'number' },
        { name: 'To', kind: 'number' },
        { name: 'Items', kind: 'number' },
      ],
      rows: scored.flatMap(({ title: name, distribution: { low, high, counts } }) =>
        counts.map((count, index) => {
          const from = low + ((high - low) * index) / counts.length;
          const to = low + ((high - low) * (index + 1)) / counts.length;
          return [
            { text: name },
            numberCell(brief(from), from),
            numberCell(brief(to), to),
            numberCell(String(count), count),
          ];
        }),
      ),
      note: '',
    },
    draw: (options) => drawHistogramGrid({ title, description, panels, sameScale: false }, options),
  };
}

/** Predicted probabilities of the first items (Konyushkova et al. 2017, figure 5); null where there are none. */
export function pickFigure({ columns, top }: StrategiesAnswer, classes: readonly string[]): Figure | null {
  const known = columns.flatMap((column) =>
    column.histogram === null ? [] : [{ ...column, histogram: column.histogram }],
  );
  if (known.length === 0) return null;
  const id = 'strategy-pick-probabilities';
  const title = 'Predicted probability of the picks';
  const of = classes.length === 2 ? `of ${classes[1] ?? ''}` : 'of the predicted class';
  const description = `How many of the first ${top} items of each strategy the model gives which probability ${of}. ${known.map(sureText).join(' ')}`;
  const tenth = (index: number): string => `${fixed(index / 10, 1)} to ${fixed((index + 1) / 10, 1)}`;
  const panels = known.map(({ title: name, histogram }) => ({
    name,
    counts: histogram,
    low: '0',
    high: '1',
    binName: tenth,
  }));
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: [
        { name: 'Strategy', kind: 'text' },
        ...Array.from({ length: 10 }, (_, index) => ({ name: tenth(index), kind: 'number' }) as const),
      ],
      rows: known.map(({ title: name, histogram }) => [
        { text: name },
        ...histogram.map((count) => numberCell(String(count), count)),
      ]),
      note: `Items among the first ${top} by their probability ${of}.`,
    },
    draw: (options) => drawHistogramGrid({ title, description, panels, sameScale: true }, options),
  };
}

function sureText({
  title,
  histogram,
}: ComparedStrategy & { readonly histogram: readonly number[] }): string {
  const all = histogram.reduce((sum, count) => sum + count, 0);
  const middle = histogram.slice(4, 6).reduce((sum, count) => sum + count, 0);
  return `${title}: ${middle} of ${all} between 0.4 and 0.6.`;
}
