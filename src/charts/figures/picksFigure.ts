import type { ReportCell } from '../../protocol/experiment.ts';
import { drawStackedBars } from '../drawing/stackedBars.ts';
import type { Figure } from '../figure.ts';
import { placeName } from '../reportGroups.ts';
import type { ReportGroup } from '../reportGroups.ts';
import { countRange, fixed } from '../wording.ts';
import type { FigureContext } from './curveFigures.ts';

/** Beyond so many classes, those least picked are drawn together. */
const mostClasses = 12;

/** Mean number of picks of each class over a run. */
export function picksPerClass({ cells, ...place }: ReportGroup, { idOf }: FigureContext): Figure {
  const id = idOf('picks', place.dataset, place.setting, place.model);
  const title = `Picks per class: ${placeName(place)}`;
  const classes = [...new Set(cells.flatMap((cell) => cell.picksPerClass.map(({ className }) => className)))];
  const rows = cells.map((cell) => ({
    name: cell.strategy,
    values: classes.map((name) => picksOf(cell, name)),
  }));
  const description = describe(cells, rows, classes);
  const chart = { title, description, xTitle: 'picks in a run', format: picksText, ...drawn(classes, rows) };
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: [
        { name: 'Strategy', kind: 'text' },
        ...classes.map((name) => ({ name, kind: 'number' }) as const),
      ],
      rows: rows.map(({ name, values }) => [
        { text: name },
        ...values.map((value) => ({ text: fixed(value, 2), values: [value] })),
      ]),
      note: 'Mean number of picks of each class over a run.',
    },
    draw: (options) => drawStackedBars(chart, options),
  };
}

const picksOf = (cell: ReportCell, name: string): number =>
  cell.picksPerClass.find(({ className }) => className === name)?.mean ?? 0;

const picksText = (value: number): string => Number(value.toFixed(1)).toString();

interface Row {
  readonly name: string;
  readonly values: readonly number[];
}

function drawn(classes: readonly string[], rows: readonly Row[]) {
  if (classes.length <= mostClasses) return { parts: classes, rows };
  const totals = classes.map((_, index) => rows.reduce((sum, { values }) => sum + (values[index] ?? 0), 0));
  const byPicks = Array.from(classes.keys()).sort((a, b) => totals[b]! - totals[a]!);
  const kept = byPicks.slice(0, mostClasses - 1).sort((a, b) => a - b);
  const rest = byPicks.slice(mostClasses - 1);
  return {
    parts: [...kept.map((index) => classes[index]!), `${rest.length} other classes`],
    rows: rows.map(({ name, values }) => ({
      name,
      values: [
        ...kept.map((index) => values[index] ?? 0),
        rest.reduce((sum, index) => sum + (values[index] ?? 0), 0),
      ],
    })),
  };
}

function describe(cells: readonly ReportCell[], rows: readonly Row[], classes: readonly string[]): string {
  const runs = countRange(
    cells.map((cell) => cell.runs),
    'run',
    'runs',
  );
  const intro = `How many items of each class each strategy picked in a run, mean over ${runs}.`;
  const sentences = classes.slice(0, mostClasses).map((name, index) => {
    const sorted = rows.toSorted((a, b) => (b.values[index] ?? 0) - (a.values[index] ?? 0));
    const most = sorted[0];
    const least = sorted.at(-1);
    if (most === undefined || least === undefined) return '';
    const count = (row: Row): string => picksText(row.values[index] ?? 0);
    return most === least || count(most) === count(least)
      ? `Class ${name}: ${count(most)}.`
      : `Class ${name}: most by ${most.name} (${count(most)}), fewest by ${least.name} (${count(least)}).`;
  });
  return [intro, ...sentences].join(' ');
}
