import { numberCell } from '../dataTable.ts';
import { drawMatrix } from '../drawing/matrixChart.ts';
import type { Figure } from '../figure.ts';

type Format = (value: number) => string;

/**
 * A square of values of pairs of strategies, with its text twin; null where a pair has none. `formats`: from the longest
 * to what fits into a small cell.
 */
export function matrixFigure(
  { id, title, description }: Pick<Figure, 'id' | 'title' | 'description'>,
  names: readonly string[],
  values: readonly (readonly (number | null)[])[],
  formats: readonly [Format, ...Format[]],
): Figure {
  const [format] = formats;
  return {
    id,
    title,
    description,
    table: {
      id,
      title,
      columns: [
        { name: 'Strategy', kind: 'text' },
        ...names.map((name) => ({ name, kind: 'number' }) as const),
      ],
      rows: values.map((row, index) => [
        { text: names[index] ?? '' },
        ...row.map((value) => numberCell(value === null ? '–' : format(value), value)),
      ]),
      note: '',
    },
    draw: (options) => drawMatrix({ title, description, names, values, formats }, options),
  };
}
