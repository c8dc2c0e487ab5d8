import { describe, expect, it } from 'vitest';
import { drawCurves } from '../../../src/engine/forecast/curvePosterior.ts';
import { opinionSkill } from '../../../src/engine/forecast/opinionSkill.ts';
import { PRIOR_SPREAD, slopePrior } from '../../../src/engine/forecast/priorSpread.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

describe('the slope that is expected', () => {
  const spread = {
    ...PRIOR_SPREAD,
    ...{ slope: 0.5, steeper: 0, doubt: { skill: 0.5, power: 1, most: 4 } },
    kinds: [{ among: 1, share: 0.1, deviation: 1 }],
  };

  it('lies between replays and what is usual, nearer to the surer of them', () => {
    // Variances 1/4 and 1: replays count four times as much.
    const [only] = slopePrior(0.02, spread, { skill: 1, missing: 0.4, learned: 0.1 });
    expect(only!.mean).toBeCloseTo((4 * Math.log(0.02) + Math.log(0.04)) / 5, 12);
    expect(only!.deviation).toBeCloseTo(Math.sqrt(1 / 5), 12);
  });

  it('leaves replays the more the less their classes tell', () => {
    // Half of the skill that is enough: twice the deviation, so that both count alike.
    const [half] = slopePrior(0.001, spread, { skill: 0.25, missing: 0.1, learned: 0.1 });
    expect(half!.mean).toBeCloseTo((Math.log(0.001) + Math.log(0.01)) / 2, 12);
    expect(half!.deviation).toBeCloseTo(Math.sqrt(1 / 2), 12);
    const [nothing] = slopePrior(0.001, spread, { skill: 0, missing: 0.1, learned: 0.1 });
    expect(nothing!.mean).toBeCloseTo((Math.log(0.001) / 4 + Math.log(0.01)) / (1 + 1 / 4), 12);
  });

  it('believes in the kind of project that replays agree with', () => {
    const kinds = [
      { among: 0.5, share: 0.1, deviation: 1 },
      { among: 0.5, share: 1, deviation: 1 },
    ];
    const oddsAt = (slope: number): number => {
      const [first, second] = slopePrior(
        slope,
        { ...spread, kinds },
        { skill: 1, missing: 0.1, learned: 0.1 },
      );
      return first!.logWeight - second!.logWeight;
    };
    // Half way between ln 0.01 and ln 0.1 both are as likely.
    expect(oddsAt(Math.sqrt(0.001))).toBeCloseTo(0, 12);
    // Normal densities with variance 1/4 + 1 at the one mean, and ln 10 from the other.
    expect(oddsAt(0.01)).toBeCloseTo((0.5 * Math.log(10) ** 2) / 1.25, 12);
    expect(oddsAt(0.1)).toBeLessThan(-2);
  });
});

it('makes a gain likelier than replays say where their classes tell nothing', () => {
  const input = {
    measured: { labels: [40, 80], scores: [0.83, 0.84], covariance: Float64Array.of(2e-3, 1e-3, 1e-3, 2e-3) },
    present: 100,
    // As replays of a rare class that nobody can tell: nothing is learned, and nothing differs.
    prior: { gap: 0, exponent: 0.1, luck: 0.001 },
    counts: [100, 600],
    draws: 1000,
  };
  const gainers = (skill: number): number =>
    drawCurves({ ...input, footing: { skill, missing: 0.16, learned: 0.02 } }, createRng(2)).filter(
      ({ scores }) => scores[1]! - scores[0]! > 0.03,
    ).length;
  expect(gainers(1)).toBeLessThan(20);
  expect(gainers(0)).toBeGreaterThan(100);
});

it('does not take a flat past for a flat future where a model long did no better than guessing', () => {
  const input = {
    measured: {
      labels: [10, 20, 40, 80],
      scores: [0.83, 0.83, 0.83, 0.87],
      covariance: Float64Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? 2e-4 : 1e-4)),
    },
    present: 100,
    prior: { gap: 0.1, exponent: 0.6, luck: 0.005 },
    counts: [100, 300],
    draws: 1000,
  };
  const middle = (learned: number): number => {
    const gains = drawCurves({ ...input, footing: { skill: 1, missing: 0.13, learned } }, createRng(2))
      .map(({ scores }) => scores[1]! - scores[0]!)
      .sort((a, b) => a - b);
    return gains[500]!;
  };
  // Guessing is right on 0.83; a curve that came from 0 would have to be flat by now.
  expect(middle(0.04)).toBeGreaterThan(1.3 * middle(0.87));
});

it('measures how much opinions tell beside the most frequent class', () => {
  // Three of four rows surely of class 0: always naming it is right on 3/4, knowing all is right on all.
  const sure = Float64Array.of(1, 0, 1, 0, 1, 0, 0, 1);
  const rows = Int32Array.of(0, 1, 2, 3);
  expect(opinionSkill([sure], rows, 2)).toBeCloseTo(1, 12);
  const blind = Float64Array.of(0.75, 0.25, 0.75, 0.25, 0.75, 0.25, 0.75, 0.25);
  expect(opinionSkill([blind], rows, 2)).toBeCloseTo(0, 12);
  expect(opinionSkill([sure, blind], rows, 2)).toBeCloseTo(0.5, 12);
  // Right on 0.85 of the rows, of which 0.75 are of class 0.
  const some = Float64Array.of(0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.3, 0.7);
  expect(opinionSkill([some], rows, 2)).toBeCloseTo((0.85 - 0.75) / 0.25, 12);
});
