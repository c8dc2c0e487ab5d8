import { expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { rankCorrelation } from '../../../src/engine/statistics/rankCorrelation.ts';

it('is Spearman’s, ties sharing ranks', () => {
  // 1 - 6 sum d^2 / (n (n^2 - 1)) with d = 1, 1, 0, 1, 1.
  expect(rankCorrelation([1, 2, 3, 4, 5], [2, 1, 3, 5, 4], 0.95)!.rho).toBeCloseTo(1 - 24 / 120, 12);
  const tied = rankCorrelation([1, 2, 3, 4, 5], [1, 1, 2, 3, 3], 0.95)!;
  expect(tied.rho).toBeCloseTo(9 / Math.sqrt(10 * 9), 12);
  expect(rankCorrelation([1, 2, 3, 4, 5], [10, 20, 30, 40, 50], 0.95)).toMatchObject({ rho: 1, count: 5 });
});

it('says nothing for few pairs, or where one side is all alike', () => {
  expect(rankCorrelation([1, 2, 3, 4], [1, 2, 3, 4], 0.95)).toBeNull();
  expect(rankCorrelation([1, 2, 3, 4, 5], [0, 0, 0, 0, 0], 0.95)).toBeNull();
});

it('has an interval that holds 0 in nineteen of twenty samples without a connection', () => {
  const rng = createRng(3);
  const draw = () => Array.from({ length: 30 }, () => rng.normal());
  let held = 0;
  for (let repetition = 0; repetition < 1000; repetition++) {
    const { low, high } = rankCorrelation(draw(), draw(), 0.95)!;
    if (low <= 0 && high >= 0) held++;
  }
  expect(held).toBeGreaterThan(930);
  expect(held).toBeLessThan(970);
});
