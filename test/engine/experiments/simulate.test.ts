import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { splitRng } from '../../../src/engine/experiments/experimentJob.ts';
import { prepareSplit } from '../../../src/engine/experiments/prepareSplit.ts';
import { runJob } from '../../../src/engine/experiments/runJob.ts';
import { simulate } from '../../../src/engine/experiments/simulate.ts';
import type { Simulation } from '../../../src/engine/experiments/simulationSteps.ts';
import { weightedAccuracy } from '../../../src/engine/metrics/weightedAccuracy.ts';
import { mostProbable } from '../../../src/engine/models/predictRows.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import { resolveParams } from '../../../src/engine/models/params.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { findStrategy, strategies } from '../../../src/engine/strategies/registry.ts';
import type { Strategy } from '../../../src/engine/strategies/strategy.ts';
import type { ExperimentMetric, Setting } from '../../../src/protocol/experiment.ts';
import { clouds, method, smallSpec } from './experiments.ts';

const still = { now: () => 0 };

function simulation(
  strategy: Strategy,
  {
    setting = 'balanced',
    metric = 'weightedAccuracy',
  }: { readonly setting?: Setting; readonly metric?: ExperimentMetric } = {},
): Simulation {
  const prepared = prepareSplit(clouds(300), smallSpec(), {
    name: 'split',
    setting,
    normalise: 'global',
    rng: createRng(1),
  });
  return {
    ...prepared,
    weightedFit: setting === 'imbalancedWeighted',
    model: findModel('logisticRegression'),
    modelParams: { C: 1 },
    strategy,
    strategyParams: resolveParams(strategy.params, {}),
    batch: 2,
    steps: 3,
    metric,
    rng: createRng(2),
    modelSeed: 0,
  };
}

/** The score of a model trained on these rows with class weights, worked out by itself. */
function scoreOf(
  { features, labels, test, model, weightedFit }: Simulation,
  rows: readonly number[],
): number {
  const picked = Int32Array.from(rows);
  const own = picked.map((row) => labels[row]!);
  const fitted = model.fit(
    {
      features: gatherRows(features, picked),
      labels: own,
      classCount: 2,
      ...(weightedFit && { weights: Float64Array.from(own, (label) => test.classWeights[label]!) }),
    },
    { C: 1 },
  );
  const predicted = mostProbable(fitted.probabilities(test.features), 2);
  return weightedAccuracy(test.labels, predicted, test.classWeights);
}

describe('simulate', () => {
  it.each(['balanced', 'imbalanced', 'imbalancedWeighted'] as const)(
    'scores, before each batch, a model trained on what is labeled: %s',
    (setting) => {
      const given = simulation(findStrategy('margin'), { setting });
      const { labeled, picks, evaluations } = simulate(given, still);
      expect(labeled).toEqual([6, 8, 10, 12]);
      evaluations.forEach(({ score }, step) => {
        const rows = [...given.split.labeled, ...picks.slice(0, step).flatMap((batch) => [...batch])];
        expect(score).toBeCloseTo(scoreOf(given, rows), 12);
      });
    },
  );

  it('picks from the pool only, and nothing twice', () => {
    const given = simulation(findStrategy('random'));
    const picked = simulate(given, still).picks.flatMap((batch) => [...batch]);
    expect(picked).toHaveLength(6);
    expect(new Set(picked).size).toBe(6);
    expect(picked.every((row) => given.split.pool.includes(row))).toBe(true);
  });

  it('ends where the pool does', () => {
    const given = simulation(findStrategy('random'));
    const small = { ...given, split: { ...given.split, pool: given.split.pool.slice(0, 3) }, steps: 9 };
    expect(simulate(small, still).labeled).toEqual([6, 8, 9]);
  });

  it('lets the oracle look ahead by the score of the experiment', () => {
    const oracle = simulation(findStrategy('oracle'), { setting: 'imbalanced' });
    const single = { ...oracle, batch: 1, steps: 1 };
    const { picks, evaluations } = simulate(single, still);
    const best = Math.max(
      ...Array.from(oracle.split.pool, (row) => scoreOf(oracle, [...oracle.split.labeled, row])),
    );
    expect(evaluations[1]!.score).toBeCloseTo(best, 12);
    expect(scoreOf(oracle, [...oracle.split.labeled, ...picks[0]!])).toBeCloseTo(best, 12);
  });

  it('scores by the metric that is asked for', () => {
    const byMetric = (metric: ExperimentMetric): number =>
      simulate(simulation(findStrategy('random'), { metric, setting: 'imbalanced' }), still).evaluations[0]!
        .score;
    const { evaluations } = simulate(simulation(findStrategy('random'), { setting: 'imbalanced' }), still);
    const { recall, auroc } = evaluations[0]!;
    expect(byMetric('auroc')).toBe(auroc);
    expect(byMetric('balancedAccuracy')).toBeCloseTo((recall[0]! + recall[1]!) / 2, 12);
    expect(byMetric('accuracy')).not.toBe(byMetric('balancedAccuracy'));
    expect(byMetric('f1')).toBeGreaterThan(0);
  });

  // Others need a network.
  const { gives } = findModel('logisticRegression');
  const linear = strategies.filter(({ needs }) => needs.every((need) => gives.includes(need)));
  it.each(linear.map(({ id }) => id))('runs %s to the end, the same each time', (id) => {
    const given = { ...simulation(findStrategy(id)), steps: 1 };
    const first = simulate(given, still);
    expect(first.picks[0]).toHaveLength(2);
    expect(simulate(given, still)).toEqual(first);
  });

  it('stops when it is told to', () => {
    expect(() =>
      simulate(simulation(findStrategy('random')), { ...still, signal: { aborted: true } }),
    ).toThrow(CancelledError);
  });
});

describe('runJob', () => {
  const spec = smallSpec({ settings: ['imbalanced'] });
  const data = clouds(300, 3);
  const job = {
    id: '1',
    dataset: 'clouds',
    setting: 'imbalanced',
    model: method('logisticRegression'),
    strategy: method('random'),
    dataSeed: 0,
    seed: 1,
    split: 'split',
  } as const;
  const prepared = prepareSplit(data, spec, {
    name: 'split',
    setting: 'imbalanced',
    normalise: 'global',
    rng: splitRng(job, spec.splitBy),
  });
  let clock = 0;
  const surroundings = { now: () => (clock += 1), startedAt: '2026-01-01T00:00:00.000Z' };
  const run = runJob(job, spec, { data, prepared }, surroundings);

  it('reports picks as rows of the data set, and counts them by class', () => {
    const rows = run.picks.flat();
    expect(rows.every((row) => prepared.record.pool.includes(row))).toBe(true);
    const counts = [0, 0, 0];
    for (const row of rows) counts[data.labels[row]!]! += 1;
    expect(run.picksPerClass).toEqual(counts);
    expect(run.rareClasses).toEqual([0, 2]);
  });

  it('has the trapezoid of its scores, the last of them, and times by the clock that it is given', () => {
    const [a, b, c, d] = run.scores as [number, number, number, number];
    expect(run.auac).toBeCloseTo(a / 2 + b + c + d / 2, 12);
    expect(run.final).toBe(d);
    expect(run.times.fitSeconds).toEqual([1, 1, 1, 1]);
    expect(run.times.selectSeconds).toEqual([1, 1, 1]);
  });
});

describe('prepareSplit', () => {
  const request = { name: 'a', setting: 'balanced', rng: createRng(1) } as const;

  it('normalises by the mean and deviation of all kept rows, test rows included', () => {
    const { features } = prepareSplit(clouds(), smallSpec(), { ...request, normalise: 'global' });
    const mean = [...features.data].reduce((a, b) => a + b, 0) / features.data.length;
    const square = [...features.data].reduce((a, b) => a + b * b, 0) / features.data.length;
    expect(mean).toBeCloseTo(0, 12);
    expect(square).toBeCloseTo(1, 12);
  });

  it('normalises the rows of a test file by the data file', () => {
    const data = { ...clouds(), test: { ...clouds(40) } };
    const { test, rows } = prepareSplit(data, smallSpec(), { ...request, normalise: 'columns' });
    const column = Array.from(rows, (row) => data.features.data[row * 3]!);
    const mean = column.reduce((a, b) => a + b, 0) / column.length;
    const deviation = Math.sqrt(column.reduce((a, b) => a + (b - mean) ** 2, 0) / column.length);
    expect(test.labels).toHaveLength(40);
    const expected = (data.test.features.data[0]! - mean) / deviation;
    expect([...test.features.data].some((value) => Math.abs(value - expected) < 1e-9)).toBe(true);
  });
});
