import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { findStrategy } from '../../../src/engine/strategies/registry.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { gaussianClasses } from '../syntheticData.ts';
import { randomPool } from './poolView.ts';

const strategy = findStrategy('neuralProcessPaper');
const quick = { simulations: 30, epochs: 20 };

describe('neuralProcessPaper', () => {
  it('has the constants of the released code by default', () => {
    const defaults = Object.fromEntries(strategy.params.map(({ name, default: value }) => [name, value]));
    expect(defaults).toEqual({ simulations: 300, epochs: 100, metric: 'weightedAccuracy' });
  });

  it('gives every candidate a gain that does not depend on which other candidates there are', () => {
    const view = { ...randomPool({ rows: 40, labeled: 12, classCount: 2 }), params: quick };
    const whole = select(strategy, view, 3, createRng(1));
    // The largest value scales all features: it has to stay.
    const largest = Math.max(...Array.from(view.features.data, Math.abs));
    const columns = view.features.columns;
    const holder = Math.floor(view.features.data.findIndex((value) => Math.abs(value) === largest) / columns);
    const fewer = view.candidates.filter((row, place) => place % 2 === 0 || row === holder);
    const part = select(strategy, { ...view, candidates: fewer }, 3, createRng(1));
    fewer.forEach((row, place) =>
      expect(part.utilities[place]).toBeCloseTo(whole.utilities[view.candidates.indexOf(row)]!, 6),
    );
    const best = whole.utilities[view.candidates.indexOf(whole.rowIds[0]!)];
    expect(best).toBe(Math.max(...whole.utilities));
  });

  it('learns to prefer what the oracle gains by', () => {
    // Only rows of class 0 are worth anything on the reward rows: a label of that class gains, one of class 1 does not.
    const pool = gaussianClasses(300, 2, { seed: 3, separation: 2 });
    const rare = (row: number): boolean => pool.labels[row] === 0;
    const rows = Array.from(pool.labels.keys());
    const labeledRows = Int32Array.from([
      ...rows.filter(rare).slice(0, 6),
      ...rows.filter((row) => !rare(row)).slice(0, 54),
    ]);
    const labeled = new Set(labeledRows);
    const reward = gaussianClasses(120, 2, { seed: 3, separation: 2 });
    const view = {
      ...randomPool({ rows: 300, labeled: 2, classCount: 2 }),
      features: pool.features,
      candidates: Int32Array.from(rows.filter((row) => !labeled.has(row))),
      labeledRows,
      labels: labeledRows.map((row) => pool.labels[row]!),
      reward: { ...reward, weights: Float64Array.from(reward.labels, (label) => (label === 0 ? 10 : 1)) },
      params: { simulations: 150, epochs: 60 },
    };
    const { rowIds } = select(strategy, view, 30, createRng(2));
    expect(Array.from(rowIds).filter(rare).length).toBeGreaterThan(20);
  });

  it('leaves it to chance while the labels are too few to be divided', () => {
    const view = { ...randomPool({ rows: 20, labeled: 2, classCount: 2 }), params: quick };
    const { utilities } = select(strategy, view, 2, createRng(1));
    expect(new Set(utilities)).toEqual(new Set([0]));
  });

  it('serves several classes, and a support-vector classifier', () => {
    const view = { ...randomPool({ rows: 40, labeled: 15, classCount: 3 }), params: quick };
    const svc = { id: 'svc', kernel: 'rbf', c: 1, gamma: 'scale' } as const;
    for (const given of [view, { ...view, retrained: svc }]) {
      expect(new Set(select(strategy, given, 25, createRng(1)).utilities).size).toBeGreaterThan(20);
    }
  });

  it('refuses to go without reward rows', () => {
    const { reward, ...view } = randomPool({ classCount: 2 });
    expect(reward).toBeDefined();
    expect(() => select(strategy, view, 1, createRng(1))).toThrow('needs reward rows');
  });
});
