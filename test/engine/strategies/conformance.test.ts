import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { shuffledIndices } from '../../../src/engine/numeric/shuffledIndices.ts';
import { findStrategy, strategies, strategyInfos } from '../../../src/engine/strategies/registry.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import type { PoolView, Strategy } from '../../../src/engine/strategies/strategy.ts';
import { restrictView } from '../../../src/engine/strategies/restrictView.ts';
import { randomPool, withModel } from './poolView.ts';

const rng = (seed = 1) => createRng(seed);

/** A pool whose items are all alike to model and features. */
function uniformPool(rows: number): PoolView {
  const view = randomPool({ rows, labeled: 2 });
  const alike = new Float64Array(view.candidates.length * view.classCount).fill(1 / view.classCount);
  const pool = withModel({
    ...view,
    features: { ...view.features, data: new Float32Array(view.features.data.length).fill(0.5) },
    probabilities: alike,
    decisionValues: alike,
  });
  return { ...pool, revealed: { ...pool.revealed!, labels: new Int32Array(rows) } };
}

it('has unique ids that the registry finds, and an error that names them for others', () => {
  expect(new Set(strategies.map((strategy) => strategy.id)).size).toBe(strategies.length);
  for (const strategy of strategies) expect(findStrategy(strategy.id)).toBe(strategy);
  expect(() => findStrategy('psychic')).toThrow(/"psychic".*margin.*random/);
  for (const info of strategyInfos()) {
    expect(info.description).toMatch(/^[A-Z].{10,110}$/);
    expect(info.reference).toMatch(/\d{4}/);
  }
});

describe.each(strategies)('$id', (strategy: Strategy) => {
  it('is deterministic under a seed', () => {
    const view = randomPool();
    expect(select(strategy, view, 7, rng(3))).toEqual(select(strategy, view, 7, rng(3)));
  });

  it('selects distinct unlabeled candidates, and gives every candidate a utility', () => {
    const view = randomPool();
    const { rowIds, utilities } = select(strategy, view, 10, rng());
    expect(rowIds).toHaveLength(10);
    expect(new Set(rowIds).size).toBe(10);
    for (const row of rowIds) {
      expect(view.candidates).toContain(row);
      expect(view.labeledRows).not.toContain(row);
    }
    expect(utilities).toHaveLength(view.candidates.length);
    expect(utilities.every(Number.isFinite)).toBe(true);
  });

  it('passes over a candidate that already has a label', () => {
    const view = randomPool();
    const mixed = {
      ...view,
      labeledRows: Int32Array.of(...view.labeledRows, 0, 1),
      labels: new Int32Array(8),
    };
    const { rowIds, utilities } = select(strategy, mixed, 100, rng());
    expect([...rowIds].sort((a, b) => a - b)).toEqual([...view.candidates].filter((row) => row > 1));
    expect([...utilities.keys()].filter((index) => Number.isNaN(utilities[index]))).toEqual([0, 1]);
  });

  it('puts utilities in the order of its picks, highest first', () => {
    const view = randomPool();
    const { rowIds, utilities } = select(strategy, view, view.candidates.length, rng());
    const inOrder = [...rowIds].map((row) => utilities[view.candidates.indexOf(row)]!);
    for (let place = 1; place < inOrder.length; place++) {
      expect(inOrder[place]).toBeLessThanOrEqual(inOrder[place - 1]!);
    }
  });

  if (strategy.kind === 'scoring' || strategy.joint !== true) {
    it('gives a smaller batch as the head of a larger one', () => {
      const view = randomPool();
      const large = select(strategy, view, 12, rng()).rowIds;
      expect(select(strategy, view, 5, rng()).rowIds).toEqual(large.slice(0, 5));
    });
  }

  it.each([-1, 0, 1000])('clamps a batch of %i', (k) => {
    const view = randomPool({ rows: 20, labeled: 2 });
    const expected = Math.max(0, Math.min(k, view.candidates.length));
    expect(select(strategy, view, k, rng()).rowIds).toHaveLength(expected);
  });

  it('does not change its inputs', () => {
    const { features, candidates, labeledRows, labels, classCount, probabilities, params } = randomPool();
    const data = {
      features,
      candidates,
      labeledRows,
      labels,
      classCount,
      probabilities: probabilities!,
      params,
    };
    const before = structuredClone(data);
    select(strategy, withModel({ ...data, decisionValues: data.probabilities }), 5, rng());
    expect(data).toEqual(before);
  });

  it('takes the only candidate, labeled rows or not', () => {
    for (const labeled of [1, 0]) {
      const view = randomPool({ rows: 6, labeled });
      const single = restrictView(view, Int32Array.of(3));
      expect([...select(strategy, single, 4, rng()).rowIds]).toEqual([view.candidates[3]]);
    }
  });

  it('takes an empty pool', () => {
    const empty = restrictView(randomPool(), new Int32Array(0));
    expect(select(strategy, empty, 4, rng()).rowIds).toHaveLength(0);
  });

  it('starts without any label', () => {
    const { rowIds, utilities } = select(strategy, randomPool({ labeled: 0 }), 5, rng());
    expect(new Set(rowIds).size).toBe(5);
    expect(utilities.every(Number.isFinite)).toBe(true);
  });

  it('breaks ties by the seed alone: any candidate may come first', () => {
    const view = uniformPool(12);
    const firsts = new Set<number>();
    // Some forty seeds are enough for most; a candidate that cannot come first is given many more.
    for (let seed = 0; seed < 400 && firsts.size < view.candidates.length; seed++) {
      firsts.add(select(strategy, view, 1, rng(seed)).rowIds[0]!);
    }
    expect(firsts).toEqual(new Set(view.candidates));
    expect(select(strategy, view, 12, rng(4)).rowIds).toEqual(select(strategy, view, 12, rng(4)).rowIds);
  });

  it('follows its candidates when they are listed in another order, whatever the seed unless it draws', () => {
    const view = randomPool();
    const order = shuffledIndices(view.candidates.length, rng(8));
    const plain = select(strategy, view, 8, rng(1));
    const seed = strategy.sampling === 'deterministic' ? 2 : 1;
    const shuffled = select(strategy, restrictView(view, order), 8, rng(seed));
    // Most improvements of an oracle are exactly 0: there the seed decides.
    if (strategy.simulationOnly !== true) expect(shuffled.rowIds).toEqual(plain.rowIds);
    order.forEach((index, place) => expect(shuffled.utilities[place]).toBe(plain.utilities[index]));
  });

  if (strategy.sampling === 'uniform') {
    it('draws each candidate equally often when it claims to', () => {
      const view = randomPool({ rows: 12, labeled: 2 });
      const counts = new Map<number, number>();
      for (let seed = 0; seed < 5000; seed++) {
        const first = select(strategy, view, 1, rng(seed)).rowIds[0]!;
        counts.set(first, (counts.get(first) ?? 0) + 1);
      }
      const expected = 5000 / view.candidates.length;
      const statistic = [...counts.values()].reduce(
        (sum, count) => sum + (count - expected) ** 2 / expected,
        0,
      );
      // 0.999 quantile of chi-square with 9 degrees of freedom.
      expect(statistic).toBeLessThan(27.9);
    });
  }

  if (strategy.needs.length > 0 || strategy.retrains === true) {
    it('says so when what it needs of the model is missing', () => {
      const { features, candidates, labeledRows, labels, classCount, params } = randomPool();
      const view = { features, candidates, labeledRows, labels, classCount, params };
      expect(() => select(strategy, view, 3, rng())).toThrow(RangeError);
    });
  }
});
