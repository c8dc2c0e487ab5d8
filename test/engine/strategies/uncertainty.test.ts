import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { entropy } from '../../../src/engine/strategies/entropy.ts';
import { leastConfidence } from '../../../src/engine/strategies/leastConfidence.ts';
import { margin } from '../../../src/engine/strategies/margin.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { randomProbabilities, viewOfProbabilities } from './poolView.ts';

/** Computed by hand; the three strategies order these three items in three different ways. */
const [a, b, c] = [
  [0.5, 0.3, 0.2],
  [0.4, 0.35, 0.25],
  [0.48, 0.47, 0.05],
] as const;

describe.each([
  [entropy, [1.029653, 1.080528, 0.856952], [1, 0, 2]],
  [leastConfidence, [0.5, 0.6, 0.52], [1, 2, 0]],
  [margin, [-0.2, -0.05, -0.01], [2, 1, 0]],
] as const)('$id', (strategy, expected, order) => {
  it('gives the utilities and the order computed by hand', () => {
    const { rowIds, utilities } = select(strategy, viewOfProbabilities([a, b, c]), 3, createRng(1));
    expected.forEach((value, index) => expect(utilities[index]).toBeCloseTo(value, 6));
    expect([...rowIds]).toEqual(order);
  });

  it('gives certainty its lowest utility, without NaN', () => {
    const rows = [
      [0, 1, 0],
      [1 / 3, 1 / 3, 1 / 3],
      [0.5, 0.5, 0],
    ];
    const { utilities } = select(strategy, viewOfProbabilities(rows), 3, createRng(1));
    expect(utilities.every(Number.isFinite)).toBe(true);
    expect(utilities[0]).toBeLessThan(utilities[2]!);
    expect(utilities[2]).toBeLessThanOrEqual(utilities[1]!);
  });

  it('does not depend on which class is which', () => {
    const { utilities } = select(
      strategy,
      viewOfProbabilities([a, [0.2, 0.5, 0.3], [0.3, 0.2, 0.5]]),
      3,
      createRng(1),
    );
    expect(utilities[1]).toBeCloseTo(utilities[0]!, 12);
    expect(utilities[2]).toBeCloseTo(utilities[0]!, 12);
  });
});

it('orders items alike by all three when there are two classes', () => {
  const probabilities = randomProbabilities(50, 2, 3);
  const rows = Array.from({ length: 50 }, (_, row) => [...probabilities.slice(2 * row, 2 * row + 2)]);
  const [first, ...others] = [entropy, leastConfidence, margin].map(
    (strategy) => select(strategy, viewOfProbabilities(rows), 50, createRng(1)).rowIds,
  );
  for (const other of others) expect(other).toEqual(first);
});
