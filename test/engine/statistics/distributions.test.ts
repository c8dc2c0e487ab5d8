import { describe, expect, it } from 'vitest';
import { chiSquareCdf, chiSquareTail } from '../../../src/engine/statistics/chiSquare.ts';
import { incompleteBeta } from '../../../src/engine/statistics/incompleteBeta.ts';
import { incompleteGamma } from '../../../src/engine/statistics/incompleteGamma.ts';
import { logGamma } from '../../../src/engine/statistics/logGamma.ts';
import { normalCdf, normalQuantile } from '../../../src/engine/statistics/normal.ts';
import { studentCdf, studentQuantile } from '../../../src/engine/statistics/studentT.ts';
import {
  studentisedRangeCdf,
  studentisedRangeQuantile,
} from '../../../src/engine/statistics/studentisedRange.ts';

// Numbers given with all their digits are from SciPy 1.17.1: special.gammaln, gammainc, gammaincc and betainc;
// stats.norm, t, chi2 and studentized_range (with infinite degrees of freedom), cdf, sf and ppf.

/** Relative, because tails are small. */
function expectNear(value: number, expected: number, tolerance = 1e-12): void {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(tolerance * Math.abs(expected));
}

describe('logGamma', () => {
  it('is the logarithm of factorials', () => {
    for (const [x, factorial] of [
      [1, 1],
      [2, 1],
      [5, 24],
      [11, 3_628_800],
    ] as const) {
      expect(logGamma(x)).toBeCloseTo(Math.log(factorial), 13);
    }
    expectNear(logGamma(0.5), Math.log(Math.PI) / 2);
  });

  it.each([
    [0.1, 2.252712651734206],
    [1.5, -0.12078223763524526],
    [3.2, 0.8854048271549091],
    [11.9, 17.25847745059552],
    [50, 144.56574394634487],
    [1000, 5905.220423209181],
  ])('agrees at %d', (x, expected) => expectNear(logGamma(x), expected, 1e-13));
});

describe('incompleteGamma', () => {
  it.each([
    [0.5, 0.1, 0.34527915398142317, 0.6547208460185768],
    [0.5, 10, 0.999992255783569, 7.744216431044088e-6],
    [3, 2, 0.32332358381693654, 0.6766764161830634],
    [10, 25, 0.9997785233617512, 0.0002214766382487835],
    [100, 90, 0.15822098918643007, 0.84177901081357],
  ])('agrees at a = %d, x = %d', (a, x, lower, upper) => {
    const shares = incompleteGamma(a, x);
    expectNear(shares.lower, lower);
    expectNear(shares.upper, upper);
  });

  it('is the exponential distribution for a = 1, on both sides of the mean', () => {
    for (const x of [0.25, 1.9, 2.1, 8]) expectNear(incompleteGamma(1, x).upper, Math.exp(-x));
    expect(incompleteGamma(2, 0)).toEqual({ lower: 0, upper: 1 });
    expect(incompleteGamma(2, Infinity)).toEqual({ lower: 1, upper: 0 });
  });
});

describe('incompleteBeta', () => {
  it.each([
    [0.2, 2, 3, 0.18080000000000004],
    [0.9, 0.5, 4, 0.9999714888513698],
    [0.001, 0.5, 0.5, 0.020135041633377492],
    [0.7, 30, 20, 0.9300129066994925],
    [0.55, 200, 150, 0.20848780085962537],
  ])('agrees at x = %d, a = %d, b = %d', (x, a, b, expected) =>
    expectNear(incompleteBeta(x, a, b), expected),
  );

  it('is x for a = b = 1, and x^a for b = 1', () => {
    expectNear(incompleteBeta(0.3, 1, 1), 0.3);
    expectNear(incompleteBeta(0.8, 3, 1), 0.512);
    expect(incompleteBeta(0, 2, 2)).toBe(0);
    expect(incompleteBeta(1, 2, 2)).toBe(1);
  });
});

describe('the normal distribution', () => {
  it.each([
    [-8, 6.22096057427174e-16],
    [-3, 0.0013498980316300933],
    [-1.96, 0.024997895148220435],
    [-0.001, 0.49960105778608893],
    [0, 0.5],
    [0.5, 0.6914624612740131],
    [2.5, 0.9937903346742238],
  ])('has the probability of %d', (z, expected) => expectNear(normalCdf(z), expected));

  it.each([
    [1e-10, -6.361340902404056],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
  ])('has the quantile of %d', (p, expected) => expectNear(normalQuantile(p), expected));

  it('is symmetric', () => {
    for (const z of [0.2, 1.4, 3]) expect(normalCdf(z) + normalCdf(-z)).toBeCloseTo(1, 14);
    expect(normalQuantile(0.5)).toBeCloseTo(0, 15);
  });
});

describe("Student's distribution", () => {
  it.each([
    [-2, 3, 0.06966298427942152],
    [0.001, 5, 0.5003796066139012],
    [1.5, 8, 0.9139983540240444],
    [12, 2, 0.9965635331614208],
    [-40, 9, 9.491499224669911e-12],
    [1, 1, 0.75],
  ])('has the probability of %d with %d degrees of freedom', (t, freedom, expected) =>
    expectNear(studentCdf(t, freedom), expected),
  );

  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 2, 4.302652729749462],
    [0.975, 8, 2.306004135204166],
    [0.995, 30, 2.7499956535672254],
    [0.05, 4, -2.131846786326651],
    [0.6, 7, 0.2631668613520229],
    [0.9995, 2.5, 18.277893528131457],
  ])('has the quantile of %d with %d degrees of freedom', (p, freedom, expected) =>
    expectNear(studentQuantile(p, freedom), expected, 1e-11),
  );

  it("is Cauchy's with one degree of freedom and nearly normal with many", () => {
    expectNear(studentQuantile(0.9, 1), Math.tan(0.4 * Math.PI));
    expect(studentQuantile(0.975, 1e7)).toBeCloseTo(normalQuantile(0.975), 6);
  });
});

describe('the chi-square distribution', () => {
  it.each([
    [0.1, 1, 0.24817036595415076, 0.7518296340458492],
    [3.84, 1, 0.9499564787512949, 0.05004352124870519],
    [5, 4, 0.7127025048163542, 0.2872974951836458],
    [60, 6, 0.9999999999549898, 4.501016648012131e-11],
    [30, 30, 0.5343462910559904, 0.4656537089440098],
  ])('has the probabilities of %d with %d degrees of freedom', (x, freedom, below, above) => {
    expectNear(chiSquareCdf(x, freedom), below);
    expectNear(chiSquareTail(x, freedom), above);
  });

  it('is the square of a normal value with one degree of freedom', () => {
    expectNear(chiSquareTail(1.96 ** 2, 1), 2 * normalCdf(-1.96));
  });
});

describe('the studentised range', () => {
  it.each([
    [1, 2, 0.5204998778130465],
    [3.5, 4, 0.9361236661430967],
    [5, 10, 0.9851425621122164],
    [0.5, 3, 0.06657805486471302],
  ])('has the probability of %d for %d values', (q, k, expected) =>
    expectNear(studentisedRangeCdf(q, k), expected, 1e-10),
  );

  it.each([
    [0.05, 7, 4.169554155006547],
    [0.1, 5, 3.478280550703068],
    [0.01, 20, 5.6452146979858515],
  ])('has the quantile above which is %d for %d values', (alpha, k, expected) =>
    expectNear(studentisedRangeQuantile(alpha, k), expected, 1e-10),
  );

  it('of two values is that of a normal difference', () => {
    expectNear(studentisedRangeQuantile(0.05, 2), Math.SQRT2 * normalQuantile(0.975), 1e-11);
    expect(studentisedRangeCdf(0, 2)).toBe(0);
  });

  it.each([
    [2, 1.96],
    [3, 2.343],
    [4, 2.569],
    [5, 2.728],
    [6, 2.85],
    [7, 2.949],
    [8, 3.031],
    [9, 3.102],
    [10, 3.164],
  ])('gives the critical value of table 5a in Demsar 2006 for %d classifiers', (k, expected) => {
    // The table cuts or rounds its third decimal.
    expect(Math.abs(studentisedRangeQuantile(0.05, k) / Math.SQRT2 - expected)).toBeLessThan(0.001);
  });
});
