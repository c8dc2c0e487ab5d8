import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { kernelSums } from '../../../src/engine/numeric/kernelSums.ts';
import { halPicks } from '../../../src/engine/strategies/hal.ts';
import { halGauss } from '../../../src/engine/strategies/halGauss.ts';
import { halUniform } from '../../../src/engine/strategies/halUniform.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { matrixOf } from '../syntheticData.ts';
import { randomPool, viewOfPoints, viewOfProbabilities } from './poolView.ts';

/** Margins .9, .1 and .5. */
const view = viewOfProbabilities([
  [0.95, 0.05],
  [0.55, 0.45],
  [0.25, 0.75],
]);

const picks = (releaseCompatible: boolean, coins: readonly number[], exploration: readonly number[]) => {
  const draws = [...coins];
  const input = {
    exploration: Float64Array.from(exploration),
    coin: () => draws.shift() ?? 0,
    rng: createRng(1),
  };
  const order = halPicks(view, { exploit: 0.5, releaseCompatible }, input)[Symbol.iterator]();
  return coins.map(() => Number(order.next().value));
};

describe('heuristic active learning', () => {
  it('exploits the smallest margin; as released, the largest', () => {
    expect(picks(false, [0.2], [0, 0, 0])).toEqual([1]);
    expect(picks(true, [0.2], [0, 0, 0])).toEqual([0]);
  });

  it('explores when the coin says so, and takes what is left of either ranking', () => {
    expect(picks(false, [0.7, 0.2, 0.2], [0.1, 0.9, 0.5])).toEqual([1, 2, 0]);
    expect(picks(false, [0.2, 0.7, 0.7], [0.1, 0.9, 0.5])).toEqual([1, 2, 0]);
  });

  it('can give an item twice as released, which a batch never holds', () => {
    expect(picks(true, [0.2, 0.7], [0.9, 0.1, 0.5])).toEqual([0, 0]);
    const released = { ...randomPool(), params: { releaseCompatible: true } };
    expect(new Set(select(halUniform, released, 20, createRng(3)).rowIds).size).toBe(20);
  });

  it('explores uniformly by halUniform: any item may come first', () => {
    const explorer = { ...view, params: { exploit: 0 } };
    const counts = [0, 0, 0];
    for (let seed = 0; seed < 300; seed++) {
      counts[select(halUniform, explorer, 1, createRng(seed)).rowIds[0]!]!++;
    }
    for (const count of counts) expect(count).toBeGreaterThan(70);
  });
});

describe('halGauss', () => {
  const points = matrixOf([[0], [0.5], [4], [9]]);

  it('measures coverage by the card: squared distances .25, 16 and 81, delta 10', () => {
    const sums = kernelSums(points, Int32Array.of(1, 2, 3), Int32Array.of(0), 10);
    [0.97531, 0.201897, 0.000304].forEach((value, index) => expect(sums[index]).toBeCloseTo(value, 6));
  });

  it('explores what is least covered; as released, what is most', () => {
    const probabilities = Float64Array.of(0.5, 0.5, 0.5, 0.5, 0.5, 0.5);
    const explorer = { ...viewOfPoints(points, [0]), probabilities };
    const order = (releaseCompatible: boolean) => [
      ...select(halGauss, { ...explorer, params: { exploit: 0, releaseCompatible } }, 3, createRng(1)).rowIds,
    ];
    expect(order(false)).toEqual([3, 2, 1]);
    expect(order(true)).toEqual([1, 2, 3]);
  });
});
