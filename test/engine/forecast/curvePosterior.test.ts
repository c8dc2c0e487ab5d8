import { describe, expect, it } from 'vitest';
import { drawCurves } from '../../../src/engine/forecast/curvePosterior.ts';
import type { PosteriorInput } from '../../../src/engine/forecast/curvePosterior.ts';
import { PRIOR_SPREAD } from '../../../src/engine/forecast/priorSpread.ts';
import type { PriorSpread } from '../../../src/engine/forecast/priorSpread.ts';
import { firstReached, neededInterval } from '../../../src/engine/forecast/reachTarget.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import type { Rng } from '../../../src/engine/numeric/rng.ts';

const prior = { gap: 0.06, exponent: 0.7, luck: 0.012 };
/** Without what is there because real projects are not as replays are. */
const spread: PriorSpread = {
  ...PRIOR_SPREAD,
  ...{ evidence: 1, towardsOne: 0, steeper: 0, lucks: [{ factor: 1, share: 1 }] },
  ...{ kinds: [{ among: 1, share: 1, deviation: 1e6 }], leastLuck: 0 },
};
const counts = [100, 200, 400, 1000];
const input: PosteriorInput = {
  measured: {
    labels: [20, 50, 90],
    scores: [0.72, 0.81, 0.83],
    covariance: Float64Array.of(0.0009, 0.0005, 0.0003, 0.0005, 0.0008, 0.0005, 0.0003, 0.0005, 0.0008),
  },
  present: 100,
  prior,
  footing: { skill: 1, missing: 0.17, learned: 1e6 },
  counts,
  draws: 3000,
  spread,
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

/** One curve of the prior with the luck of its past: at the measured labels, and from the present on. */
function drawPrior(rng: Rng): { readonly past: number[]; readonly future: number[] } {
  const slope = prior.gap * prior.exponent * Math.exp(spread.slope * rng.normal());
  const exponent = prior.exponent * Math.exp(spread.exponent * rng.normal());
  const gap = slope / exponent;
  const level = 0.6 + 0.35 * rng.uniform();
  const at = (count: number) => level + gap * (1 - (count / 100) ** -exponent);
  // Luck in units of its size is an autoregressive process in ln n.
  let unit = rng.normal();
  let last = 20;
  const lucks = [20, 50, 90, 100].map((count) => {
    const kept = Math.exp(-Math.log(count / last) / Math.log(spread.memory));
    unit = kept * unit + Math.sqrt(1 - kept ** 2) * rng.normal();
    last = count;
    return unit * prior.luck * Math.sqrt(100 / count);
  });
  const fading = (count: number) =>
    Math.exp(-Math.log(count / 100) / Math.log(spread.memory)) * Math.sqrt(100 / count);
  return {
    past: [20, 50, 90].map((count, index) => at(count) + lucks[index]!),
    future: counts.map((count) => at(count) + lucks[3]! * fading(count)),
  };
}

it('agrees with weighted draws of the prior', () => {
  const rng = createRng(3);
  const precision = inverse3(input.measured.covariance);
  const drawn = Array.from({ length: 40_000 }, () => {
    const { past, future } = drawPrior(rng);
    const off = past.map((score, index) => input.measured.scores[index]! - score);
    const distance = off.reduce(
      (sum, first, row) =>
        sum + first * off.reduce((inner, second, column) => inner + precision[3 * row + column]! * second, 0),
      0,
    );
    return { future, weight: future.at(-1) <= 1 ? Math.exp(-distance / 2) : 0 };
  });
  const total = drawn.reduce((sum, { weight }) => sum + weight, 0);
  const weighted = (of: (future: number[]) => number): number =>
    drawn.reduce((sum, { future, weight }) => sum + (weight * of(future)) / total, 0);
  const curves = drawCurves(input, createRng(4));
  for (const at of [0, 1, 3]) {
    const middle = weighted((future) => future[at]!);
    const wide = Math.sqrt(weighted((future) => (future[at]! - middle) ** 2));
    const scores = curves.map((curve) => curve.scores[at]!);
    expect(mean(scores)).toBeCloseTo(middle, 2);
    expect(deviation(scores) / wide).toBeCloseTo(1, 1);
  }
  const gain = weighted((future) => future[3]! - future[0]!);
  expect(mean(curves.map(({ scores }) => scores[3]! - scores[0]!))).toBeCloseTo(gain, 2);
});

it('never leaves 0 to 1, and comes back the same from the same seed', () => {
  const high = { ...input, measured: { ...input.measured, scores: [0.97, 0.985, 0.99] }, draws: 300 };
  const curves = drawCurves(high, createRng(5));
  expect(curves.every(({ scores, limit }) => limit <= 1 && scores.every((score) => score <= 1))).toBe(true);
  expect(drawCurves(high, createRng(5))).toEqual(curves);
});

describe('an interval from its draws', () => {
  it('holds what is true in nine of ten projects, if they are as the prior says', () => {
    const rng = createRng(6);
    const noise = cholesky3(input.measured.covariance);
    let held = 0;
    const asked = 250;
    for (let project = 0; project < asked; project++) {
      const { past, future } = drawPrior(rng);
      const normals = past.map(() => rng.normal());
      const scores = past.map(
        (score, row) =>
          score + normals.reduce((sum, value, column) => sum + noise[3 * row + column]! * value, 0),
      );
      const curves = drawCurves({ ...input, measured: { ...input.measured, scores }, draws: 200 }, rng);
      const truth = firstReached(counts, future, future[0]! + 0.03) ?? Infinity;
      const { low, high } = neededInterval(
        curves.map((curve) => firstReached(counts, curve.scores, curve.scores[0]! + 0.03) ?? Infinity),
        0.9,
      );
      if ((low ?? Infinity) <= truth && truth <= (high ?? Infinity)) held++;
    }
    // Four standard errors to either side.
    expect(held / asked).toBeGreaterThan(0.84);
    expect(held / asked).toBeLessThan(0.96);
  });
});

/** Lower factor of a symmetric 3 x 3 matrix, written out. */
function cholesky3(m: Float64Array): number[] {
  const a = Math.sqrt(m[0]!);
  const [b, d] = [m[3]! / a, m[6]! / a];
  const c = Math.sqrt(m[4]! - b * b);
  const e = (m[7]! - d * b) / c;
  return [a, 0, 0, b, c, 0, d, e, Math.sqrt(m[8]! - d * d - e * e)];
}

/** Inverse of a symmetric 3 x 3 matrix by its cofactors. */
function inverse3(m: Float64Array): number[] {
  const [a, b, c, , d, e, , , f] = [...m] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const cofactors = [
    d * f - e * e,
    c * e - b * f,
    b * e - c * d,
    a * f - c * c,
    b * c - a * e,
    a * d - b * b,
  ];
  const determinant = a * cofactors[0]! + b * cofactors[1]! + c * cofactors[2]!;
  const [p, q, r, s, t, u] = cofactors.map((value) => value / determinant) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return [p, q, r, q, s, t, r, t, u];
}
