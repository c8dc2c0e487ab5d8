import { concatIndices } from '../numeric/concatIndices.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { standardisedRows } from '../numeric/standardisedRows.ts';
import { principalComponents, projectRows } from '../projection/principalComponents.ts';
import { asSeen } from '../strategies/asSeen.ts';
import { shannonEntropy } from '../strategies/entropy.ts';
import type { PoolView } from '../strategies/strategy.ts';

/** More columns are projected on their principal axes, found on at most so many rows. */
const AXES = 64;
const AXIS_ROWS = 1000;

/**
 * Standardised features of labeled rows and of the candidates, in the same space of 64 columns at most: of a network its
 * embeddings, by the model of all labels, else the features.
 */
export function standardisedTraits(
  view: PoolView,
  labeledRows: Int32Array,
  rng: Rng,
): { readonly labeled: DenseMatrix; readonly pool: DenseMatrix } {
  const all = asSeen(view, concatIndices(labeledRows, view.candidates));
  const narrow = standardisedRows(narrowed(all, rng, view.signal));
  const cut = labeledRows.length * narrow.columns;
  const part = (rows: number, data: DenseMatrix['data']): DenseMatrix => ({
    rows,
    columns: narrow.columns,
    data,
  });
  return {
    labeled: part(labeledRows.length, narrow.data.subarray(0, cut)),
    pool: part(view.candidates.length, narrow.data.subarray(cut)),
  };
}

function narrowed(matrix: DenseMatrix, rng: Rng, signal: PoolView['signal']): DenseMatrix {
  if (matrix.columns <= AXES) return matrix;
  const rows = Int32Array.from({ length: matrix.rows }, (_, row) => row);
  const sample = shuffledIndices(matrix.rows, rng.fork('rows')).slice(0, AXIS_ROWS).sort();
  const axes = principalComponents(matrix, sample, { count: AXES, rng: rng.fork('axes'), signal });
  return { rows: matrix.rows, columns: AXES, data: projectRows(matrix, rows, axes, signal) };
}

/** What else the search network sees of n items. */
export interface ItemState {
  /** What each group of candidates says of them, arrays of length n. */
  readonly ranks: readonly Float64Array[];
  /** Class probabilities, n x C. */
  readonly probabilities: Float64Array;
  /** Numbers that are the same for all items. */
  readonly shared: readonly number[];
}

/** Traits, ranks, the two highest probabilities, entropy, and what is shared, side by side. */
export function searchItems(traits: DenseMatrix, { ranks, probabilities, shared }: ItemState): DenseMatrix {
  const classes = probabilities.length / Math.max(1, traits.rows);
  const columns = traits.columns + ranks.length + 3 + shared.length;
  const data = new Float64Array(traits.rows * columns);
  for (let row = 0; row < traits.rows; row++) {
    data.set(traits.data.subarray(row * traits.columns, (row + 1) * traits.columns), row * columns);
    const own = probabilities
      .slice(row * classes, (row + 1) * classes)
      .sort()
      .reverse();
    const rest = [
      ...ranks.map((rank) => rank[row]!),
      own[0] ?? 0,
      own[1] ?? 0,
      shannonEntropy(own, 0, classes),
      ...shared,
    ];
    data.set(rest, row * columns + traits.columns);
  }
  return { rows: traits.rows, columns, data };
}
