import { continuedFraction } from './continuedFraction.ts';
import { logGamma } from './logGamma.ts';

/** P(a, x) and its complement Q(a, x); each keeps its digits where it is small. */
export interface GammaShares {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The regularised incomplete gamma functions for a > 0 and x >= 0: below the mean by their series (Abramowitz and
 * Stegun 1964, eq. 6.5.29), above it by their continued fraction (eq. 6.5.31, contracted to its even part).
 */
export function incompleteGamma(a: number, x: number): GammaShares {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    const lower = front * series(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper =
    front *
    continuedFraction(
      (n) => -n * (n - a),
      (n) => x + 2 * n + 1 - a,
    );
  return { lower: 1 - upper, upper };
}

/** Sum over n of x^n / (a (a + 1) ... (a + n)). */
function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}
