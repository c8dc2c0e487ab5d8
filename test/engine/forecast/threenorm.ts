import type { DataGenerator } from '../../../src/engine/generators/generator.ts';

const COLUMNS = 20;
const DISTANCE = 2 / Math.sqrt(COLUMNS);

/**
 * Threenorm (Breiman 1998, Arcing classifiers): class 0 is one normal cloud, around (a, -a, a, ...), class 1 two, around
 * (a, a, a, ...) and (-a, -a, -a, ...). No plane parts them.
 */
export const threenorm: DataGenerator = {
  id: 'threenorm',
  title: 'Threenorm',
  description: 'One cloud between two others.',
  params: [],
  generate(values, rng) {
    const rows = Number(values['rows']);
    const labels = new Int32Array(rows).map(() => rng.integer(2));
    const data = new Float64Array(rows * COLUMNS);
    labels.forEach((label, row) => {
      const side = rng.uniform() < 0.5 ? -1 : 1;
      for (let column = 0; column < COLUMNS; column++) {
        const sign = label === 1 ? side : column % 2 === 0 ? 1 : -1;
        data[row * COLUMNS + column] = sign * DISTANCE + rng.normal();
      }
    });
    return {
      features: { rows, columns: COLUMNS, data },
      labels,
      classes: ['between', 'outside'],
      columns: Array.from({ length: COLUMNS }, (_, column) => `x${column + 1}`),
    };
  },
};
