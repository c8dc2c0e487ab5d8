import { describe, expect, it } from 'vitest';
import { crossFit } from '../../../src/engine/autoal/crossFit.ts';
import { createFitNet } from '../../../src/engine/autoal/fitNet.ts';
import { searchItems, standardisedTraits } from '../../../src/engine/autoal/itemTraits.ts';
import { softChoices } from '../../../src/engine/autoal/softChoices.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { findStrategy } from '../../../src/engine/strategies/registry.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { labeledPool } from './labeledPool.ts';

const margin = [findStrategy('margin')];
const fitted = (view: PoolView, most = 1000) =>
  crossFit(view, margin, { most, share: 0.05, rng: createRng(3) });

describe('crossFit', () => {
  it('has every labeled item in one fold, five at most and no more than the rarest class has labels', () => {
    const view = labeledPool();
    const { folds, rows } = fitted(view);
    expect(folds).toHaveLength(5);
    const inside = folds.flatMap((fold) => [...fold.inside]).sort((a, b) => a - b);
    expect(inside).toEqual([...rows.keys()]);
    for (const fold of folds) expect(fold.inside.length + fold.outside.length).toBe(rows.length);
    const labels = view.labels.map((label, place) => (label === 2 && place > 8 ? 0 : label));
    expect(fitted({ ...view, labels }).folds).toHaveLength(3);
  });

  it('has two halves for a network with 200 labels', () => {
    const view = labeledPool({ rows: 260, labeled: 200 });
    const model = { ...view.model!, embeddings: () => view.features };
    expect(fitted({ ...view, model }).folds).toHaveLength(2);
    expect(fitted(view).folds).toHaveLength(5);
  });

  it('judges each item by a model that learned from the items of other folds, and ranks within the fold', () => {
    const view = labeledPool();
    const { columns, data } = view.features;
    const learned: number[][] = [];
    const fit: PoolView['fit'] = (training) => {
      const { rows, data: own } = training.features;
      const rowOf = (place: number): number =>
        [...view.labeledRows].find((row) => data[row * columns] === own[place * columns])!;
      learned.push(Array.from({ length: rows }, (_, place) => rowOf(place)));
      return view.fit!(training);
    };
    const { rows, folds, ranks, choices, share } = fitted({ ...view, fit });
    expect(learned).toEqual(folds.map(({ outside }) => [...outside].map((place) => rows[place])));
    for (const { inside } of folds) {
      const own = [...inside].map((place) => ranks[0]![place]!).sort((x, y) => x - y);
      expect([own[0], own.at(-1)]).toEqual([0, 1]);
      expect([...inside].filter((place) => choices[0]![place]! > 0.5)).toHaveLength(1);
    }
    expect(share).toBe(5 / 60);
  });

  it('looks at a sample where there are many labels', () => {
    expect(fitted(labeledPool(), 40).rows).toHaveLength(40);
  });
});

describe('softChoices', () => {
  it('lets the chosen be above one half, and the others below', () => {
    const soft = softChoices(Float64Array.of(0, 0.25, 0.5, 0.75, 1), 2);
    expect([...soft].map((value) => value > 0.5)).toEqual([false, false, false, true, true]);
    // Halfway between the last chosen and the next: 0.625, at a softness of 0.05.
    expect(soft[3]).toBeCloseTo(1 / (1 + Math.exp(-2.5)), 12);
    expect(softChoices(Float64Array.of(0, 1), 5).every((value) => value > 0.5)).toBe(true);
    expect([...softChoices(Float64Array.of(0.5, 0.5), 1)]).toEqual([0.5, 0.5]);
  });
});

describe('search items', () => {
  it('standardises features of labeled items and pool together, in 64 columns at most', () => {
    const view = labeledPool({ columns: 80, rows: 120, labeled: 50 });
    const { labeled, pool } = standardisedTraits(view, view.labeledRows, createRng(1));
    expect([labeled.rows, pool.rows, labeled.columns, pool.columns]).toEqual([50, 70, 64, 64]);
    for (const column of [0, 63]) {
      const values = [labeled, pool].flatMap(({ rows, data }) =>
        Array.from({ length: rows }, (_, row) => data[row * 64 + column]!),
      );
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6);
      expect(values.reduce((sum, value) => sum + value * value, 0) / 120).toBeCloseTo(1, 6);
    }
  });

  it('puts ranks, the two highest probabilities, entropy and what is shared beside the features', () => {
    const items = searchItems(
      { rows: 2, columns: 1, data: Float64Array.of(7, 8) },
      {
        ranks: [Float64Array.of(0, 1), Float64Array.of(0.25, 0.75)],
        probabilities: Float64Array.of(0.5, 0.5, 0, 0, 0, 1),
        shared: [0.1],
      },
    );
    expect(items.columns).toBe(7);
    const [first, second] = [items.data.subarray(0, 7), items.data.subarray(7)];
    expect([...first]).toEqual([7, 0, 0.25, 0.5, 0.5, Math.log(2), 0.1]);
    expect([...second]).toEqual([8, 1, 0.75, 1, 0, 0, 0.1]);
  });
});

describe('createFitNet', () => {
  it.each([true, false])(
    'learns from the items outside, and tells what those inside cost (linear: %s)',
    (isLinear) => {
      const rows = Float64Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? -1 : 1));
      const labels = Int32Array.from({ length: 40 }, (_, index) => index % 2);
      // The last item inside has the wrong label.
      labels[3] = 0;
      const places = {
        inside: Int32Array.of(0, 1, 2, 3),
        outside: Int32Array.from({ length: 36 }, (_, index) => index + 4),
      };
      const net = createFitNet(
        { rows: { rows: 40, columns: 1, data: rows }, labels, classCount: 2 },
        places,
        {
          isLinear,
          rng: createRng(1),
        },
      );
      const before = net.losses();
      for (let step = 0; step < 200; step++) net.step();
      const after = net.losses();
      for (const place of [0, 1, 2]) expect(after[place]).toBeLessThan(before[place]!);
      expect(after[3]).toBeGreaterThan(1);
    },
  );

  it('follows the importance of its items', () => {
    // The same place with both labels: importance decides.
    const rows = { rows: 3, columns: 1, data: Float64Array.of(1, 1, 1) };
    const places = { inside: Int32Array.of(0), outside: Int32Array.of(1, 2) };
    const trained = (importance: Float64Array) => {
      const labeled = { rows, labels: Int32Array.of(0, 0, 1), classCount: 2 };
      const net = createFitNet(labeled, places, { isLinear: true, rng: createRng(1) });
      for (let step = 0; step < 50; step++) net.step(importance);
      return net.losses()[0]!;
    };
    expect(trained(Float64Array.of(2, 0))).toBeLessThan(trained(Float64Array.of(0, 2)));
  });
});
