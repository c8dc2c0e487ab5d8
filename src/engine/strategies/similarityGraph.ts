import { accumulateRows } from '../numeric/accumulateRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import { unitRows } from '../numeric/unitRows.ts';

/** The graph of all items, each joined to every other by their similarity. */
export interface SimilarityGraph {
  readonly rows: number;
  /** A X for X of n x c, row-major. */
  multiply(values: Float64Array): Float64Array;
  /** The same by A', as gradients go back. */
  multiplyTransposed(values: Float64Array): Float64Array;
}

/** Sums of similarities below this join an item to nothing. */
const GUARD = 1e-12;

/**
 * A = S D^-1 + I with S = F F' - I, F the rows at length 1 and D the column sums of S (Caramalau et al. 2021, section
 * 3). The diagonal: an item's similarity to itself is taken out of S before D sums the columns, and I is added after the
 * division, so that each item counts in full beside the average of the others, and the diagonal of A is 1 throughout.
 *
 * A is never written out. As S is F F' but for its diagonal, A X = F (F' (D^-1 X)) + (I - D^-1) X takes n d numbers and
 * n d c multiplications instead of n n c: the full graph, without a cut to nearest neighbours, at any n. Where a feature is
 * negative, a column of ones is added to the rows of length 1 first: similarities are then (1 + cos) / 2, and D cannot
 * come near 0, which with plain cosines it does.
 */
export function similarityGraph(items: DenseMatrix): SimilarityGraph {
  const features = nonNegativeRows(items);
  const { rows, columns, data } = features;
  const total = new Float64Array(columns);
  for (let index = 0; index < data.length; index++) total[index % columns]! += data[index]!;
  const own = new Float64Array(rows);
  const inverse = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let column = 0; column < columns; column++) {
      const value = data[row * columns + column]!;
      own[row]! += value * value;
      sum += value * total[column]!;
    }
    const degree = sum - own[row]!;
    inverse[row] = degree > GUARD ? 1 / degree : 0;
  }
  /** S X, without the diagonal of F F'. */
  const spread = (values: Float64Array): Float64Array => {
    const width = values.length / Math.max(1, rows);
    const sums = new Float64Array(width * columns);
    accumulateRows(features, values, sums);
    const out = new Float64Array(values.length);
    multiplyRows(features, sums, out);
    return out.map((value, index) => value - own[Math.floor(index / width)]! * values[index]!);
  };
  const scale = (values: Float64Array): Float64Array => {
    const width = values.length / Math.max(1, rows);
    return values.map((value, index) => value * inverse[Math.floor(index / width)]!);
  };
  const add = (sums: Float64Array, values: Float64Array) => sums.map((sum, index) => sum + values[index]!);
  return {
    rows,
    multiply: (values) => add(spread(scale(values)), values),
    multiplyTransposed: (values) => add(scale(spread(values)), values),
  };
}

function nonNegativeRows(items: DenseMatrix): DenseMatrix {
  const { rows, columns } = items;
  const order = Int32Array.from({ length: rows }, (_, row) => row);
  const data = unitRows(items, order);
  if (data.every((value) => value >= 0)) return { rows, columns, data };
  const wider = new Float64Array(rows * (columns + 1));
  for (let row = 0; row < rows; row++) {
    wider.set(data.subarray(row * columns, (row + 1) * columns), row * (columns + 1));
    wider[row * (columns + 1) + columns] = 1;
  }
  const widened = { rows, columns: columns + 1, data: wider };
  return { ...widened, data: unitRows(widened, order) };
}
