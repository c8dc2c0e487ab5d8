import { expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { shuffledIndices } from '../../../src/engine/numeric/shuffledIndices.ts';

it('holds every index once', () => {
  const indices = shuffledIndices(100, createRng(1));
  expect([...indices].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, index) => index));
  expect(shuffledIndices(0, createRng(1))).toHaveLength(0);
});

it('gives each of the six orders of three equally often', () => {
  const rng = createRng(2);
  const counts = new Map<string, number>();
  for (let trial = 0; trial < 12_000; trial++) {
    const order = shuffledIndices(3, rng).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  const statistic = [...counts.values()].reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
  expect(counts.size).toBe(6);
  // 0.999 quantile of chi-square with 5 degrees of freedom.
  expect(statistic).toBeLessThan(20.5);
});
