/** Scores are sums of shares; what is left beyond this many decimals is rounding. */
const GRID = 1e12;

/** A score or a difference of scores without its rounding, so that what is equal on paper is equal. */
export function comparable(value: number): number {
  return Math.round(value * GRID) / GRID;
}
