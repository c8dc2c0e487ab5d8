import { describe, expect, it } from 'vitest';
import { beyondChance } from '../../../src/engine/metrics/beyondChance.ts';
import { kappaWithBounds } from '../../../src/engine/metrics/cohenKappa.ts';
import { krippendorffAlpha } from '../../../src/engine/metrics/krippendorffAlpha.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import type { Rng } from '../../../src/engine/numeric/rng.ts';

/** Values by observer, `.` for a missing one, as units of class indices. */
const unitsOf = (observers: readonly string[], values: string): number[][] =>
  Array.from({ length: observers[0]!.length }, (_, unit) =>
    observers.flatMap((row) => (row[unit] === '.' ? [] : [values.indexOf(row[unit]!)])),
  );

describe('krippendorffAlpha', () => {
  it('is the 0.743 of the example with four observers, twelve units and missing values', () => {
    // Krippendorff 2011, section C.
    const units = unitsOf(['123321412...', '1233224125.3', '.3332342251.', '12332441251.'], '12345');
    expect(units.length).toBe(12);
    const { alpha, units: pairable } = krippendorffAlpha(units, 5);
    expect(alpha).toBeCloseTo(0.743, 3);
    expect(pairable).toBe(11);
  });

  it('is 0.095 and 0.692 in the examples with two observers', () => {
    // Krippendorff 2011, sections A and B.
    const binary = unitsOf(['0100000010', '1110010000'], '01');
    expect(krippendorffAlpha(binary, 2).alpha).toBeCloseTo(0.095, 3);
    const nominal = unitsOf(['aabbdcccedda', 'babbbccceddd'], 'abcde');
    expect(krippendorffAlpha(nominal, 5).alpha).toBeCloseTo(0.692, 3);
  });

  it('is nothing where there is nothing to compare', () => {
    expect(krippendorffAlpha([[0], [1], []], 2)).toEqual({
      alpha: NaN,
      low: -1,
      high: 1,
      units: 0,
      observed: NaN,
    });
    expect(
      krippendorffAlpha(
        [
          [1, 1],
          [1, 1],
        ],
        2,
      ).alpha,
    ).toBeNaN();
  });
});

describe('beyondChance', () => {
  it('puts the bounds of the observed agreement through the formula', () => {
    // Wilson's interval of 9 in 10 is 0.5958 to 0.9821 (Wilson 1927); chance 0.5.
    const { value, low, high } = beyondChance(0.9, 0.5, 10);
    expect(value).toBeCloseTo(0.8, 12);
    expect(low).toBeCloseTo(2 * 0.59585 - 1, 4);
    expect(high).toBeCloseTo(2 * 0.98212 - 1, 4);
  });

  it('has a width where all agree, and says nothing where chance explains all', () => {
    // Wilson's lower bound of 10 in 10 is 10 / (10 + 1.96^2).
    const { value, low, high } = beyondChance(1, 0.5, 10);
    expect(value).toBe(1);
    expect(high).toBeCloseTo(1, 12);
    expect(low).toBeCloseTo((2 * 10) / (10 + 1.959964 ** 2) - 1, 6);
    expect(beyondChance(1, 1, 10)).toEqual({ value: NaN, low: -1, high: 1 });
    expect(beyondChance(NaN, NaN, 0)).toEqual({ value: NaN, low: -1, high: 1 });
  });
});

/** Draws a class by its share. */
const draw = (shares: readonly number[], rng: Rng): number => {
  let left = rng.uniform();
  return shares.findIndex((share) => (left -= share) < 0);
};

describe('bounds of agreement', () => {
  const shares = [0.5, 0.3, 0.2];
  const wrong = 0.1;
  const judge = (truth: number, rng: Rng): number =>
    rng.uniform() < wrong ? (truth + 1 + rng.integer(2)) % 3 : truth;
  /** How often two judgements of one item agree, and how often by chance. */
  const observed = (1 - wrong) ** 2 + wrong ** 2 / 2;
  const marginal = shares.map((share) => share * (1 - wrong) + ((1 - share) * wrong) / 2);
  const expected = marginal.reduce((sum, share) => sum + share ** 2, 0);
  const truth = (observed - expected) / (1 - expected);

  it.each([20, 100])('hold the true kappa of %i repeats about 19 times in 20', (repeats) => {
    const rng = createRng(repeats);
    let held = 0;
    for (let trial = 0; trial < 2000; trial++) {
      const items = Array.from({ length: repeats }, () => draw(shares, rng));
      const [first, second] = [0, 1].map(() => Int32Array.from(items, (item) => judge(item, rng)));
      const { low, high } = kappaWithBounds(first!, second!, 3);
      if (low <= truth && truth <= high) held++;
    }
    expect(held / 2000).toBeGreaterThan(0.93);
    expect(held / 2000).toBeLessThan(0.98);
  });

  it('hold the true alpha of three people who skip items at least 19 times in 20', () => {
    const rng = createRng(3);
    let held = 0;
    for (let trial = 0; trial < 1000; trial++) {
      const units = Array.from({ length: 60 }, () => {
        const item = draw(shares, rng);
        return [0, 1, 2].flatMap(() => (rng.uniform() < 0.3 ? [] : [judge(item, rng)]));
      });
      const { low, high } = krippendorffAlpha(units, 3);
      if (low <= truth && truth <= high) held++;
    }
    // Units with three values say more than one comparison: the bounds are a little wide.
    expect(held / 1000).toBeGreaterThan(0.94);
  });
});
