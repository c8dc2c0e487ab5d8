import { describe, expect, it } from 'vitest';
import type { TrainingSet } from '../../../src/engine/models/classifier.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { confident, thresholdOf } from '../../../src/engine/strategies/ceal.ts';
import { findStrategy } from '../../../src/engine/strategies/registry.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { spearman } from '../../../src/engine/statistics/spearman.ts';
import { randomPool, viewOfProbabilities } from './poolView.ts';

const ceal = findStrategy('ceal');
const classBalanced = findStrategy('classBalanced');

describe('ceal', () => {
  it('is sure of {0, 1} where entropies are (.01, .04, .2) and the threshold .05, by the card', () => {
    expect([...confident(Float64Array.of(0.01, 0.04, 0.2), 0.05)]).toEqual([0, 1]);
  });

  it('lowers the threshold batch by batch, to 0 at least', () => {
    const thresholds = [0, 1, 2, 3, 4, 9].map((batch) => thresholdOf(0.05, 0.0033, batch));
    [0.05, 0.05, 0.0467, 0.0401, 0.0302, 0].forEach((value, index) =>
      expect(thresholds[index]).toBeCloseTo(value, 12),
    );
  });

  it('trains once more on what it is sure of, and leaves the labels alone', () => {
    const pool = randomPool();
    const trained: TrainingSet[] = [];
    const view = {
      ...pool,
      params: { threshold: 0.5 },
      fit(training: TrainingSet) {
        trained.push(training);
        return pool.fit!(training);
      },
    };
    const labels = pool.labels.slice();
    const { utilities } = select(ceal, view, 5, createRng(1));
    expect(trained).toHaveLength(1);
    expect(trained[0]!.labels.length).toBeGreaterThan(labels.length);
    expect(trained[0]!.labels.subarray(0, labels.length)).toEqual(labels);
    expect(view.labels).toEqual(labels);
    const margins = select(findStrategy('margin'), view, 5, createRng(1)).utilities;
    expect(utilities).not.toEqual(margins);
  });

  it('is its base strategy where it is sure of nothing', () => {
    const view = { ...randomPool(), params: { threshold: 0, base: 'entropy' } };
    const plain = select(findStrategy('entropy'), randomPool(), 5, createRng(1)).utilities;
    expect(select(ceal, view, 5, createRng(1)).utilities).toEqual(plain);
  });

  it('uses no more pseudo-labels than it is told to', () => {
    const pool = randomPool();
    let size = 0;
    const view = {
      ...pool,
      params: { threshold: 10, sample: 3 },
      fit(training: TrainingSet) {
        size = training.labels.length;
        return pool.fit!(training);
      },
    };
    select(ceal, view, 5, createRng(1));
    expect(size).toBe(pool.labels.length + 3);
  });
});

describe('classBalanced', () => {
  const rows = [
    [0.9, 0.1],
    [0.6, 0.4],
    [0.7, 0.3],
    [0.2, 0.8],
    [0.45, 0.55],
  ];

  it('fills the class with the fewest labels first, by the base strategy, worked out by hand', () => {
    const view = {
      ...viewOfProbabilities(rows),
      labels: Int32Array.of(0, 0),
      labeledRows: Int32Array.of(8, 9),
    };
    // Two of the second class make up for the two labels of the first; then only the first is left.
    expect([...select(classBalanced, view, 5, createRng(1)).rowIds]).toEqual([4, 3, 1, 2, 0]);
  });

  it('alternates where labels are balanced', () => {
    const { rowIds } = select(classBalanced, viewOfProbabilities(rows), 4, createRng(1));
    const predicted = [...rowIds].map((row) => (rows[row]![1]! > 0.5 ? 1 : 0));
    expect(predicted[0]! + predicted[1]!).toBe(1);
    expect(predicted[2]! + predicted[3]!).toBe(1);
  });

  it('names its bases, and refuses others', () => {
    expect(classBalanced.params[0]?.choices).toContain('entropy');
    const view = { ...viewOfProbabilities(rows), params: { base: 'psychic' } };
    expect(() => select(classBalanced, view, 2, createRng(1))).toThrow(RangeError);
  });
});

describe('selectionViaProxy', () => {
  const proxy = findStrategy('selectionViaProxy');
  const pool = randomPool();
  /** A pool whose task model turns its probabilities round, and gives no gradients. */
  const contrary = {
    ...pool,
    probabilities: pool.probabilities!.map((p) => (1 - p) / 2),
    model: { classCount: 3, probabilities: () => new Float64Array(0) },
  };

  it('returns the ids of the base strategy on the proxy, whatever the task model says', () => {
    const { features, candidates } = pool;
    const probabilities = pool.model!.probabilities(gatherRows(features, candidates));
    const plain = select(findStrategy('margin'), { ...pool, probabilities }, 8, createRng(1));
    // The pool's own model is a logistic regression too.
    const chosen = select(proxy, contrary, 8, createRng(1));
    expect([...chosen.rowIds]).toEqual([...plain.rowIds]);
    expect(chosen.utilities).toEqual(plain.utilities);
  });

  it('tells how alike proxy and task model rank the same items', () => {
    const { features, candidates } = pool;
    const probabilities = pool.model!.probabilities(gatherRows(features, candidates));
    const alike = select(proxy, { ...pool, probabilities }, 3, createRng(1));
    expect(alike.fallback).toBe(
      'Ranked by a logistic regression in place of the task model; Spearman’s correlation of their rankings is 1.00.',
    );
    const margins = ['margin', 'margin'].map((id, side) =>
      select(
        findStrategy(id),
        { ...pool, probabilities: [probabilities, contrary.probabilities][side]! },
        0,
        createRng(1),
      ),
    );
    const expected = spearman([...margins[0]!.utilities], [...margins[1]!.utilities])!;
    const told = select(proxy, contrary, 3, createRng(1)).fallback;
    expect(told).toContain(`rankings is ${expected.toFixed(2)}.`);
  });

  it('compares by margin where the base strategy trains models or wants gradients', () => {
    for (const base of ['expectedErrorReduction', 'expectedGradientLength', 'influence']) {
      const view = { ...contrary, params: { base } };
      expect(select(proxy, view, 3, createRng(1)).fallback).toMatch(/rankings by margin is -?0\.\d\d\.$/);
    }
  });

  it('says so where there are no probabilities to compare by', () => {
    const { features, candidates, labeledRows, labels, classCount, model, params } = pool;
    const bare = { features, candidates, labeledRows, labels, classCount, model: model!, params };
    expect(select(proxy, bare, 3, createRng(1)).fallback).toMatch(/gives no probabilities to compare/);
  });
});
