import { expect, it } from 'vitest';
import { deviationCoverage } from '../../../src/engine/metrics/deviationCoverage.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

it('counts outcomes within so many deviations, beside the share of a normal distribution', () => {
  const coverage = deviationCoverage(
    Float64Array.of(0, 0, 1, 1),
    Float64Array.of(1, 1, 2, 2),
    Float64Array.of(0.5, -1.2, 1, 9),
  );
  const one = coverage.find(({ deviations }) => deviations === 1)!;
  expect(one.expected).toBeCloseTo(0.6827, 4);
  expect(one.found).toBe(0.5);
  expect(coverage.at(-1)).toMatchObject({ deviations: 3, found: 0.75 });
  expect(deviationCoverage(new Float64Array(0), new Float64Array(0), new Float64Array(0))).toEqual([]);
});

it('finds what a normal distribution has', () => {
  const rng = createRng(1);
  const outcome = new Float64Array(5000).map(() => 3 + 2 * rng.normal());
  for (const { expected, found } of deviationCoverage(
    new Float64Array(5000).fill(3),
    new Float64Array(5000).fill(2),
    outcome,
  )) {
    expect(Math.abs(found - expected)).toBeLessThan(0.02);
  }
});
