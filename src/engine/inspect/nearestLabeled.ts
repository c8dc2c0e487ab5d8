import type { LabeledRow } from '../../protocol/inspect.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { squaredDistances } from '../numeric/squaredDistances.ts';
import { nearestRows } from '../numeric/nearestRows.ts';

/** The `k` labeled rows that are nearest to `row`, nearest first; the row itself is not among them. */
export function nearestLabeled(
  features: DenseMatrix,
  { labeledRows, labels }: { readonly labeledRows: Int32Array; readonly labels: Int32Array },
  row: number,
  k: number,
): readonly LabeledRow[] {
  const places = Int32Array.from(labeledRows.keys()).filter((place) => labeledRows[place] !== row);
  const others = places.map((place) => labeledRows[place]!);
  const nearest = nearestRows(features, others, row, k);
  const distances = new Float64Array(nearest.length);
  const rows = nearest.map((index) => others[index]!);
  squaredDistances(features, rows, row, distances);
  return Array.from(nearest, (index, place) => ({
    row: rows[place]!,
    label: labels[places[index]!]!,
    distance: Math.sqrt(distances[place]!),
  }));
}
