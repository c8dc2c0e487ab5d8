import type { DataGenerator } from '../../../src/engine/generators/generator.ts';

const COLUMNS = 20;
/** Those that decide, how many of them have to hold, and how often each holds: the class has 18 % of the rows. */
const DECIDING = 6;
const NEEDED = 4;
const SHARE = 0.4;

/** A rule of the kind "m of n" (Murphy and Pazzani 1991): at least four of six facts hold, fourteen others do not matter. */
export const fourOfSix: DataGenerator = {
  id: 'fourOfSix',
  title: 'Four of six',
  description: 'Rare rows are those for which at least four of six facts hold.',
  params: [],
  generate(values, rng) {
    const rows = Number(values['rows']);
    const data = new Float64Array(rows * COLUMNS).map(() => (rng.uniform() < SHARE ? 1 : 0));
    const labels = new Int32Array(rows).map((_, row) => {
      const facts = data.subarray(row * COLUMNS, row * COLUMNS + DECIDING);
      return facts.reduce((sum, fact) => sum + fact, 0) >= NEEDED ? 1 : 0;
    });
    return {
      features: { rows, columns: COLUMNS, data },
      labels,
      classes: ['usual', 'rare'],
      columns: Array.from({ length: COLUMNS }, (_, column) => `fact ${column + 1}`),
    };
  },
};
