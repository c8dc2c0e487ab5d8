import type { OracleBudget } from './oracleData.ts';

/** Places among a problem's candidates whose gain is measured, each list ascending. */
export interface SpentBudget {
  /** Chosen by their estimates. */
  readonly likely: Int32Array;
  /** Drawn from the others, each as likely as any other of them, whatever the estimates are. */
  readonly uniform: Int32Array;
}

/**
 * Spends an oracle on the candidates whose gain is likely to matter: half of `likely` are those with the highest
 * estimates, the other half those with the largest up or down, where an estimate to first order errs most. Candidates
 * without an estimate (NaN) are all measured, beyond the budget.
 */
export function spendBudget(estimates: Float64Array, { likely, uniform, order }: OracleBudget): SpentBudget {
  const known = Int32Array.from(estimates.keys()).filter((place) => !Number.isNaN(estimates[place]!));
  const highest = firstBy(known, (place) => estimates[place]!, Math.floor(likely / 2));
  const chosen = new Set(highest);
  const others = known.filter((place) => !chosen.has(place));
  for (const place of firstBy(others, (each) => Math.abs(estimates[each]!), likely - highest.length)) {
    chosen.add(place);
  }
  const isOpen = (place: number): boolean => !chosen.has(place) && !Number.isNaN(estimates[place]!);
  const drawn = new Set(order.filter(isOpen).subarray(0, uniform));
  const places = Int32Array.from(estimates.keys());
  return {
    likely: places.filter((place) => !isOpen(place)),
    uniform: places.filter((place) => drawn.has(place)),
  };
}

/** The `count` places of the largest values; of equal ones the earlier. */
function firstBy(places: Int32Array, valueOf: (place: number) => number, count: number): Int32Array {
  return places.toSorted((a, b) => valueOf(b) - valueOf(a) || a - b).subarray(0, count);
}
