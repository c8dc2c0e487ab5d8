import type { DenseMatrix } from '../numeric/matrix.ts';
import { projectOnSpan, spanBasis } from '../numeric/spanBasis.ts';
import type { SpanBasis } from '../numeric/spanBasis.ts';
import type { RowPairs } from './rowPairs.ts';

/** Features with their mean taken out: the intercept absorbs it, and the fit keeps its digits. */
export interface CentredRows {
  readonly rows: DenseMatrix;
  readonly evaluation: DenseMatrix;
  readonly products: RowPairs;
  /** Squared length of each row. */
  readonly squares: Float64Array;
}

/** The coordinates in which one labeled set is fitted: D of them, the intercept (always 1) last. */
export interface LogisticCoordinates {
  readonly columns: number;
  /** The coordinate of what a candidate adds to the span; -1 where the features serve as they are. */
  readonly extraColumn: number;
  /** Each writes rows x D. */
  writeLabeled(out: Float64Array): void;
  writeEvaluation(out: Float64Array): void;
  writeCandidates(rows: Int32Array, out: Float64Array): void;
}

/** Projects onto a span in place, as `projectOnSpan` does. */
export type Project = (basis: SpanBasis, columns: Float64Array, points: number) => void;

/**
 * The features themselves, or where the labeled rows span much less than all of them, that span and one coordinate more
 * for what a candidate adds to it.
 */
export function logisticCoordinates(
  data: CentredRows,
  labeled: Int32Array,
  project: Project = projectOnSpan,
): LogisticCoordinates {
  // Above this share of the features the detour through inner products costs more than it saves.
  const narrow = labeled.length + 2 < 0.75 * (data.rows.columns + 1);
  return narrow ? spanOfLabeled(data, labeled, project) : featuresAsTheyAre(data, labeled);
}

function featuresAsTheyAre({ rows, evaluation }: CentredRows, labeled: Int32Array): LogisticCoordinates {
  const d = rows.columns;
  const copy = (from: DenseMatrix, which: Int32Array, out: Float64Array) => {
    for (let index = 0; index < which.length; index++) {
      const source = which[index]! * d;
      const target = index * (d + 1);
      for (let column = 0; column < d; column++) out[target + column] = from.data[source + column]!;
      out[target + d] = 1;
    }
  };
  return {
    columns: d + 1,
    extraColumn: -1,
    writeLabeled: (out) => copy(rows, labeled, out),
    writeEvaluation: (out) =>
      copy(
        evaluation,
        Int32Array.from({ length: evaluation.rows }, (_, row) => row),
        out,
      ),
    writeCandidates: (which, out) => copy(rows, which, out),
  };
}

function spanOfLabeled(data: CentredRows, labeled: Int32Array, project: Project): LogisticCoordinates {
  const n = labeled.length;
  const among = new Float64Array(n * n);
  for (let a = 0; a < n; a++) {
    const products = data.products.toRows(labeled[a]!);
    for (let b = 0; b < n; b++) among[a * n + b] = products[labeled[b]!]!;
  }
  const basis = spanBasis(among, n);
  const { rank } = basis;
  const pivots = Int32Array.from(basis.pivots, (place) => labeled[place]!);
  const count = data.evaluation.rows;
  return {
    columns: rank + 2,
    extraColumn: rank,
    writeLabeled: (out) => {
      for (let row = 0; row < n; row++) {
        out.set(basis.inside.subarray(row * rank, (row + 1) * rank), row * (rank + 2));
        out[row * (rank + 2) + rank] = 0;
        out[row * (rank + 2) + rank + 1] = 1;
      }
    },
    writeEvaluation: (out) => {
      const columns = new Float64Array(rank * count);
      pivots.forEach((row, r) => columns.set(data.products.toEvaluation(row), r * count));
      project(basis, columns, count);
      writeTransposed(columns, rank, out);
    },
    writeCandidates: (rows, out) => {
      const columns = new Float64Array(rank * rows.length);
      for (let r = 0; r < rank; r++) {
        const products = data.products.toRows(pivots[r]!);
        for (let index = 0; index < rows.length; index++) {
          columns[r * rows.length + index] = products[rows[index]!]!;
        }
      }
      project(basis, columns, rows.length);
      writeTransposed(columns, rank, out);
      for (let index = 0; index < rows.length; index++) {
        const target = index * (rank + 2);
        const square = data.squares[rows[index]!]!;
        out[target + rank] = lengthOutside(square, out.subarray(target, target + rank));
      }
    },
  };
}

/** Points x (rank + 2) from rank x points: 0 for the candidate's own coordinate, 1 for the intercept. */
function writeTransposed(columns: Float64Array, rank: number, out: Float64Array): void {
  const points = rank === 0 ? 0 : columns.length / rank;
  for (let point = 0; point < points; point++) {
    const target = point * (rank + 2);
    for (let r = 0; r < rank; r++) out[target + r] = columns[r * points + point]!;
    out[target + rank] = 0;
    out[target + rank + 1] = 1;
  }
}

/** Below this share of its square a row counts as lying in the span; see `spanBasis`. */
const INSIDE = 1e-11;

/** The length of what a row of this squared length has outside the span, given its coordinates inside. */
function lengthOutside(square: number, inside: Float64Array): number {
  let rest = square;
  for (const value of inside) rest -= value * value;
  return rest > INSIDE * square ? Math.sqrt(rest) : 0;
}
