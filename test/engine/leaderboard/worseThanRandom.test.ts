import { describe, expect, it } from 'vitest';
import { worseThanRandom } from '../../../src/engine/leaderboard/worseThanRandom.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { simulateGuard } from './guardSimulation.ts';

const constant = (count: number, value: number): Float64Array => new Float64Array(count).fill(value);
const look = (gains: Float64Array, random: Float64Array, shares = constant(gains.length, 1)) =>
  worseThanRandom({ own: { gains, shares }, random, level: 0.05, rng: createRng(1) });

describe('the guard', () => {
  it('does not look before there are 25 labels, and then each time that they have doubled', () => {
    const random = constant(60, 0);
    expect(look(constant(24, 0), random)).toBeNull();
    const looks = [25, 49, 50, 99, 100, 400].map((count) => look(constant(count, 0), random));
    expect(looks.map((verdict) => [verdict?.look, verdict?.labels])).toEqual([
      [1, 25],
      [1, 25],
      [2, 50],
      [2, 50],
      [3, 100],
      [5, 400],
    ]);
  });

  it('spends its level so that all looks together keep it', () => {
    expect(look(constant(25, 0), constant(60, 0))!.level).toBeCloseTo(0.05 / 2, 12);
    expect(look(constant(100, 0), constant(60, 0))!.level).toBeCloseTo(0.05 / 12, 12);
    const spent = Array.from({ length: 10_000 }, (_, index) => 1 / ((index + 1) * (index + 2)));
    expect(spent.reduce((sum, part) => sum + part, 0)).toBeLessThan(1);
  });

  it('warns where labels gain less, and neither where they gain as much nor where they gain more', () => {
    const random = Float64Array.from({ length: 60 }, (_, index) => (index % 3) * 0.01);
    const as = (shift: number) => random.slice(0, 25).map((gain) => gain + shift);
    expect(look(as(-0.02), random)).toMatchObject({ isWorse: true });
    expect(look(as(0), random)!.isWorse).toBe(false);
    expect(look(as(0.02), random)!.p).toBeGreaterThan(0.9);
    expect(look(constant(25, 0), constant(60, 0))!.p).toBe(1);
  });

  it('has the p value of all draws, where these can be counted', () => {
    // Of 25 labels among 27 one alone gains -1. It is among the strategy's in 25 of 27 draws.
    const own = constant(25, 0);
    own[3] = -1;
    expect(look(own, constant(2, 0))!.p).toBeCloseTo(25 / 27, 1);
  });

  it('counts a label by the share that is credited', () => {
    const random = Float64Array.from({ length: 60 }, (_, index) => (index % 3) * 0.01);
    const own = Float64Array.from({ length: 25 }, (_, index) => (index < 12 ? -0.05 : 0.01));
    const little = Float64Array.from({ length: 25 }, (_, index) => (index < 12 ? 0.01 : 1));
    expect(look(own, random)!.isWorse).toBe(true);
    expect(look(own, random, little)!.isWorse).toBe(false);
  });

  // Rates of 300 projects each: `npm run bench:leaderboard`.
  it('finds a planted bad strategy in most simulated projects, and hardly ever random', () => {
    const rate = (chooser: 'random' | 'bad') =>
      Array.from({ length: 16 }, (_, seed) =>
        simulateGuard({ chooser, random: 100, own: 100, level: 0.05 }, seed),
      ).filter((verdict) => verdict?.isWorse === true).length;
    expect(rate('bad')).toBeGreaterThanOrEqual(8);
    // This look alone spends 0.4 %: more than one in 16 has a probability of 0.2 %.
    expect(rate('random')).toBeLessThanOrEqual(1);
  });
});
