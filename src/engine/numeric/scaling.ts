import type { DenseMatrix } from './matrix.ts';

export const normalisations = ['none', 'global', 'columns'] as const;
export type Normalisation = (typeof normalisations)[number];

/** What is taken from the values of each column, and what they are then divided by. */
export interface Scaling {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/**
 * The scaling by which the numbers of `matrix` get mean 0 and population deviation 1: `global` all of them together (two
 * scalars), `columns` each column by itself. What does not vary is only centred.
 */
export function measureScaling(matrix: DenseMatrix, normalisation: Normalisation): Scaling {
  const { columns } = matrix;
  const means = new Float64Array(columns);
  const deviations = new Float64Array(columns).fill(1);
  if (normalisation === 'global') {
    const { mean, deviation } = momentsOf(matrix.data, 0, 1);
    return { means: means.fill(mean), deviations: deviations.fill(deviation) };
  }
  if (normalisation === 'columns') {
    for (let column = 0; column < columns; column++) {
      const { mean, deviation } = momentsOf(matrix.data, column, columns);
      means[column] = mean;
      deviations[column] = deviation;
    }
  }
  return { means, deviations };
}

export function scaleFeatures({ rows, columns, data }: DenseMatrix, scaling: Scaling): DenseMatrix {
  const scaled = Float64Array.from(data, (value, index) => {
    const column = index % columns;
    return (value - scaling.means[column]!) / scaling.deviations[column]!;
  });
  return { rows, columns, data: scaled };
}

/** Mean and population deviation (1 where it is 0) of every `step`-th value from `start` on. */
function momentsOf(data: DenseMatrix['data'], start: number, step: number) {
  const count = Math.max(1, Math.ceil((data.length - start) / step));
  let sum = 0;
  for (let index = start; index < data.length; index += step) sum += data[index]!;
  const mean = sum / count;
  let squares = 0;
  for (let index = start; index < data.length; index += step) squares += (data[index]! - mean) ** 2;
  const deviation = Math.sqrt(squares / count);
  // Rounding can leave a constant a deviation that is not quite 0.
  return { mean, deviation: deviation > 1e-12 * Math.abs(mean) ? deviation : 1 };
}
