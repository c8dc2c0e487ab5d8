import { gatherRows } from '../numeric/gatherRows.ts';
import { leadingAxes } from '../numeric/leadingAxes.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { drawSample } from './onSample.ts';

/** More columns than this, of pixels or words, are narrowed to so many principal components. */
export const WIDE = 256;
export const NARROWED = 64;
/** Rows that the components are found from. */
const SAMPLED = 1000;

/** Columns that `narrowRows` leaves. */
export const narrowedColumns = (columns: number): number => (columns > WIDE ? NARROWED : columns);

/**
 * Rows that small networks learn from at an affordable price: those of few columns as they are, of others the leading
 * principal components (of a seeded sample of rows), not brought to one variance, as small ones are mostly noise, but all
 * divided by one number such that their mean square is 1.
 */
export function narrowRows(points: DenseMatrix, rng: Rng): DenseMatrix {
  const { rows, columns } = points;
  if (columns <= WIDE || rows === 0) return points;
  const sample = gatherRows(points, drawSample(rows, SAMPLED, rng.fork('sample')));
  const { mean, axes } = leadingAxes(sample, NARROWED, rng.fork('axes'));
  const offsets = new Float64Array(NARROWED);
  multiplyRows({ rows: 1, columns, data: mean }, axes, offsets);
  const data = new Float64Array(rows * NARROWED);
  multiplyRows(points, axes, data);
  let squares = 0;
  for (let index = 0; index < data.length; index++) {
    data[index]! -= offsets[index % NARROWED]!;
    squares += data[index]! ** 2;
  }
  const scale = squares > 0 ? Math.sqrt(data.length / squares) : 1;
  return { rows, columns: NARROWED, data: data.map((value) => value * scale) };
}
