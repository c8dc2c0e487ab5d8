import { innerProducts, squaredDistances } from '../models/svcKernel.ts';
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
  const compute = quantity === 'innerProducts' ? innerProducts : squaredDistances;
  const remember = (others: DenseMatrix) => {
    const known = new Map<number, Float64Array>();
    return (index: number) => {
      const found = known.get(index);
      if (found !== undefined) return found;
      const values = compute(others, gatherRows(rows, Int32Array.of(index)));
      known.set(index, values);
      return values;
    };
  };
  return { toRows: remember(rows), toEvaluation: remember(evaluation) };
}
