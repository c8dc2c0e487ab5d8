import { expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { badge, gradientFactors, squaredNorms } from '../../../src/engine/strategies/badge.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { randomPool } from './poolView.ts';

/** The card: h = (1, 2), p = (.7, .3), so that g = (-.3, -.6, .3, .6) and |g| = .948683. */
const card: PoolView = {
  features: { rows: 1, columns: 2, data: Float64Array.of(1, 2) },
  candidates: Int32Array.of(0),
  labeledRows: new Int32Array(0),
  labels: new Int32Array(0),
  classCount: 2,
  probabilities: Float64Array.of(0.7, 0.3),
  params: {},
};

/** Gradients written out, m x (classes x columns). */
function written(view: PoolView): number[][] {
  const { pulls, classCount, inputs } = gradientFactors(view);
  return Array.from({ length: view.candidates.length }, (_, index) =>
    Array.from({ length: classCount * inputs.columns }, (_entry, place) => {
      const label = Math.floor(place / inputs.columns);
      return (
        pulls[index * classCount + label]! * inputs.data[index * inputs.columns + (place % inputs.columns)]!
      );
    }),
  );
}

it('has the gradient of the card', () => {
  const [gradient] = written(card);
  [-0.3, -0.6, 0.3, 0.6].forEach((value, place) => expect(gradient![place]).toBeCloseTo(value, 12));
  expect(Math.sqrt(squaredNorms(gradientFactors(card), 1)[0]!)).toBeCloseTo(0.948683, 6);
});

it('begins with the longest gradient, and draws far from what it has', () => {
  const view = randomPool({ rows: 60 });
  const gradients = written(view);
  const length = (g: number[]) => g.reduce((sum, value) => sum + value * value, 0);
  const longest = gradients.reduce(
    (best, g, index) => (length(g) > length(gradients[best]!) ? index : best),
    0,
  );
  for (const seed of [1, 2, 3]) {
    const { rowIds, utilities } = select(badge, view, 4, createRng(seed));
    expect(rowIds[0]).toBe(view.candidates[longest]);
    // What remains is each one's squared distance to the nearest pick, by the gradients written out.
    const picks = [...rowIds].map((row) => gradients[view.candidates.indexOf(row)]!);
    const nearest = gradients.map((g) =>
      Math.min(...picks.map((pick) => length(g.map((value, place) => value - pick[place]!)))),
    );
    const most = Math.max(...nearest);
    view.candidates.forEach((row, index) => {
      if (!rowIds.includes(row)) expect(utilities[index]).toBeCloseTo(nearest[index]! / most, 9);
    });
  }
});

it('picks any others once nothing differs any more', () => {
  const view = randomPool();
  const alike = {
    ...view,
    features: { ...view.features, data: new Float64Array(view.features.data.length) },
  };
  const { rowIds } = select(badge, alike, 10, createRng(1));
  expect(new Set(rowIds).size).toBe(10);
});

it('looks at what a network makes of the items', () => {
  const view = randomPool();
  const model = {
    ...view.model!,
    embeddings: ({ rows }: { rows: number }) => ({ rows, columns: 1, data: new Float32Array(rows).fill(2) }),
  };
  expect(gradientFactors({ ...view, model }).inputs.columns).toBe(1);
});
