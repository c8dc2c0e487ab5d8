import { incompleteBeta } from './incompleteBeta.ts';
import { invert } from './invert.ts';

/** P(T <= t) of Student's distribution with `freedom` > 0 degrees of freedom (Abramowitz and Stegun 1964, eq. 26.7.1). */
export function studentCdf(t: number, freedom: number): number {
  const square = t * t;
  // Of the two forms the one whose argument is not near 1, where digits would be lost.
  if (square < freedom) {
    const half = incompleteBeta(square / (freedom + square), 0.5, freedom / 2) / 2;
    return t < 0 ? 0.5 - half : 0.5 + half;
  }
  const tail = incompleteBeta(freedom / (freedom + square), freedom / 2, 0.5) / 2;
  return t < 0 ? tail : 1 - tail;
}

/** The t with P(T <= t) = p, for 0 < p < 1. */
export function studentQuantile(p: number, freedom: number): number {
  if (p > 0.5) return -studentQuantile(1 - p, freedom);
  let low = -1;
  while (studentCdf(low, freedom) > p) low *= 2;
  return invert((t) => studentCdf(t, freedom), p, [low, 0]);
}
