/** Stands for zero where Lentz's method would divide by it. */
const TINY = 1e-300;

/** No fraction here needs a tenth of these terms. */
const TERMS = 20_000;

/**
 * 1 / (b_0 + a_1 / (b_1 + a_2 / (b_2 + ...))) by the modified Lentz method (Thompson and Barnett 1986, J. Comput.
 * Phys. 64). `numerator(n)` is a_n, from n = 1; `denominator(n)` is b_n, from n = 0.
 */
export function continuedFraction(
  numerator: (n: number) => number,
  denominator: (n: number) => number,
): number {
  let d = 1 / nonZero(denominator(0));
  let c = 1 / TINY;
  let value = d;
  for (let n = 1; n < TERMS; n++) {
    const a = numerator(n);
    const b = denominator(n);
    d = 1 / nonZero(b + a * d);
    c = nonZero(b + a / c);
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return value;
}

const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
