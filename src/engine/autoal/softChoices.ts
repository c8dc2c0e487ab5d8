import { logistic } from '../numeric/logistic.ts';

/** Width of the turn from not chosen to chosen, in ranks from 0 to 1. */
const SOFTNESS = 0.05;

/**
 * How much a candidate would choose each item: above 1/2 for the `count` items of highest rank (`rankNormalised`), below
 * for the others. A soft form of Wang et al. 2025, equation 3, whose choices are 1 and 0.
 */
export function softChoices(ranks: Float64Array, count: number): Float64Array {
  const sorted = ranks.toSorted().reverse();
  const last = sorted[Math.min(count, sorted.length) - 1] ?? 0.5;
  const next = sorted[count] ?? last - 1 / Math.max(1, sorted.length);
  const threshold = (last + next) / 2;
  return ranks.map((rank) => logistic((rank - threshold) / SOFTNESS));
}

/** Columns, each of length n, as n rows. */
export function besideEachOther(columns: readonly Float64Array[]): Float64Array {
  const rows = columns[0]?.length ?? 0;
  return Float64Array.from(
    { length: rows * columns.length },
    (_, index) => columns[index % columns.length]![Math.floor(index / columns.length)]!,
  );
}
