import type { DataGenerator, GeneratedData } from './generator.ts';
import { countOf, rowsParam } from './generator.ts';

const params = [rowsParam(1000)];

/** A generator of uniform points in the unit square in two classes: 1 where `isSecond` holds, else 0. */
export function createUniformSquare(
  words: Pick<DataGenerator, 'id' | 'title' | 'description'>,
  classes: GeneratedData['classes'],
  isSecond: (x: number, y: number) => boolean,
): DataGenerator {
  return {
    ...words,
    params,
    generate(values, rng) {
      const rows = countOf(params, values, 'rows');
      const data = new Float64Array(2 * rows).map(() => rng.uniform());
      const labels = Int32Array.from({ length: rows }, (_, row) =>
        isSecond(data[2 * row]!, data[2 * row + 1]!) ? 1 : 0,
      );
      return { features: { rows, columns: 2, data }, labels, classes, columns: ['x1', 'x2'] };
    },
  };
}
