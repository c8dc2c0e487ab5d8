import { expect, it } from 'vitest';
import { orderAfter, takeTurns } from '../../../src/engine/bandits/takeTurns.ts';
import { drawDirichlet, drawGamma } from '../../../src/engine/numeric/drawDirichlet.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

it('lets arms propose their best item that is not picked yet', () => {
  const ranks = [Float64Array.of(1, 0.5, 0), Float64Array.of(0.5, 1, 0)];
  const arms = [1, 1, 0];
  const picks = takeTurns(ranks, () => arms.shift()!, createRng(1));
  expect(picks.map(({ place, arm, proposals }) => [place, arm, ...proposals])).toEqual([
    [1, 1, 0, 1],
    [0, 1, 0, 0],
    [2, 0, 2, 2],
  ]);
  // Behind the picks come the others by what the arms say of them in the mean.
  expect([...orderAfter(picks.slice(0, 1), ranks, createRng(1))]).toEqual([1, 0, 2]);
});

it('draws gamma and Dirichlet with the means and variances that they have', () => {
  const rng = createRng(2);
  const draws = Array.from({ length: 20_000 }, () => drawGamma(3, rng));
  const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
  const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
  // Mean and variance are the shape; five standard errors of each.
  expect(Math.abs(mean - 3)).toBeLessThan(5 * Math.sqrt(3 / 20_000));
  expect(Math.abs(variance - 3)).toBeLessThan(0.3);
  const shares = Array.from({ length: 5000 }, () => drawDirichlet(Float64Array.of(1, 2, 5), rng));
  for (const [part, expected] of [1 / 8, 2 / 8, 5 / 8].entries()) {
    const share = shares.reduce((sum, own) => sum + own[part]!, 0) / 5000;
    expect(Math.abs(share - expected)).toBeLessThan(0.015);
  }
  for (const own of shares.slice(0, 20))
    expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
});
