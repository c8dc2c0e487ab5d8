import { continuedFraction } from './continuedFraction.ts';
import { logGamma } from './logGamma.ts';

/**
 * The regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 <= x <= 1, by its continued fraction
 * (Abramowitz and Stegun 1964, eq. 26.5.8) on that side of the mean on which it converges fast, and by I_x(a, b) = 1 -
 * I_(1-x)(b, a) on the other.
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x < (a + 1) / (a + b + 2) ? fraction(x, a, b) : 1 - fraction(1 - x, b, a);
}

function fraction(x: number, a: number, b: number): number {
  const front = Math.exp(
    a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b) - Math.log(a),
  );
  const numerator = (n: number): number => {
    const m = Math.floor(n / 2);
    const top = n % 2 === 0 ? m * (b - m) : -(a + m) * (a + b + m);
    return (top * x) / ((a + n - 1) * (a + n));
  };
  return front * continuedFraction(numerator, () => 1);
}
