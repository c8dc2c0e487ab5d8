import { incompleteGamma } from './incompleteGamma.ts';

/** P(X <= x) of the chi-square distribution with `freedom` > 0 degrees (Abramowitz and Stegun 1964, eq. 26.4.19). */
export function chiSquareCdf(x: number, freedom: number): number {
  return incompleteGamma(freedom / 2, x / 2).lower;
}

/** P(X > x), with its digits where it is small. */
export function chiSquareTail(x: number, freedom: number): number {
  return incompleteGamma(freedom / 2, x / 2).upper;
}
