import { createKernels, kernelsRun } from '../kernels/kernels.ts';
import { innerProducts, squaredNorms } from '../models/svcKernel.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';

/** A quantity of two rows, computed once for each row that is asked for and shared by all problems. */
export interface RowPairs {
  /** Of row `index` with every row. */
  toRows(index: number): Float64Array;
  /** Of row `index` with every evaluation row. */
  toEvaluation(index: number): Float64Array;
}

export function rowPairs(
  quantity: 'innerProducts' | 'squaredDistances',
  rows: DenseMatrix,
  evaluation: DenseMatrix,
): RowPairs {
  const norms = squaredNorms(rows);
  const remember = (others: DenseMatrix, otherNorms: Float64Array) => {
    const known = new Map<number, Float64Array>();
    const products = productsWith(others, rows);
    return (index: number): Float64Array => {
      const found = known.get(index);
      if (found !== undefined) return found;
      products(index).forEach((values, place) => {
        if (quantity === 'squaredDistances') toDistances(values, norms[index + place]!, otherNorms);
        known.set(index + place, values);
      });
      return known.get(index)!;
    };
  };
  return { toRows: remember(rows, norms), toEvaluation: remember(evaluation, squaredNorms(evaluation)) };
}

function toDistances(products: Float64Array, norm: number, norms: Float64Array): void {
  for (let other = 0; other < products.length; other++) {
    products[other] = Math.max(0, norm + norms[other]! - 2 * products[other]!);
  }
}

/** Above this many bytes a copy of the rows in the kernels' memory is not worth its place. */
const MOST_BYTES = 2 ** 26;
const LANES = 4;

/** Inner products of row `index` of `rows`, and of up to three rows after it, with every row of `others`. */
function productsWith(others: DenseMatrix, rows: DenseMatrix): (index: number) => readonly Float64Array[] {
  const { columns } = rows;
  const needed = 8 * (others.rows * (columns + LANES) + LANES * columns) + 1024;
  if (needed > MOST_BYTES || !kernelsRun()) {
    return (index) => [innerProducts(others, gatherRows(rows, Int32Array.of(index)))];
  }
  const kernels = createKernels(needed);
  const all = kernels.float64(others.rows * columns);
  const panel = kernels.float64(LANES * columns);
  const out = kernels.float64(LANES * others.rows);
  all.values.set(others.data);
  return (index) => {
    const count = Math.min(LANES, rows.rows - index);
    for (let lane = 0; lane < count; lane++) {
      const start = (index + lane) * columns;
      for (let column = 0; column < columns; column++) {
        panel.values[column * LANES + lane] = rows.data[start + column]!;
      }
    }
    kernels.multiplyPanel(all.at, 8 * columns, others.rows, columns, panel.at, out.at);
    return Array.from({ length: count }, (_, lane) =>
      Float64Array.from({ length: others.rows }, (__, other) => out.values[other * LANES + lane]!),
    );
  };
}
