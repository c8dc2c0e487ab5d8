import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { createOracle } from '../../../src/engine/oracle/oracle.ts';
import { fitAndPredict } from '../../../src/engine/oracle/referenceRetrainer.ts';
import { logLikelihood, scoreOf } from '../../../src/engine/oracle/oracleMetric.ts';
import type { OracleMetric } from '../../../src/engine/oracle/oracleMetric.ts';
import type { OracleData } from '../../../src/engine/oracle/oracleData.ts';
import { orderByGain } from '../../../src/engine/oracle/orderByGain.ts';
import { findStrategy } from '../../../src/engine/strategies/registry.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { gaussianClasses } from '../syntheticData.ts';
import { randomPool } from '../strategies/poolView.ts';

const model = { id: 'logisticRegression', c: 1 } as const;
const weights = new Float64Array(40).map((_, row) => 1 + (row % 3));
const data: OracleData = {
  rows: gaussianClasses(80, 4, { classCount: 3, seed: 1 }),
  evaluation: { ...gaussianClasses(40, 4, { classCount: 3, seed: 2 }), weights },
  classCount: 3,
};
const labeled = Int32Array.from({ length: 12 }, (_, row) => row);
const candidates = Int32Array.from({ length: 68 }, (_, row) => row + 12);
const truth = { labels: data.evaluation.labels, weights, classCount: 3 };

describe('createOracle', () => {
  it.each<OracleMetric>(['weightedAccuracy', 'balancedAccuracy', 'logLoss', 'f1'])(
    'gives the score after each retraining minus the score before: %s',
    (metric) => {
      const gains = createOracle(data, { model, metric }).solve({ labeled, candidates });
      const before = scoreOf(metric, truth, fitAndPredict(data, model, labeled));
      expect(gains.baseScore).toBeCloseTo(before, 9);
      candidates.forEach((row, index) => {
        const after = scoreOf(metric, truth, fitAndPredict(data, model, Int32Array.of(...labeled, row)));
        expect(Math.abs(gains.improvements[index]! - (after - before))).toBeLessThan(1e-9);
      });
    },
  );

  it('adds the gains in weighted log-likelihood when asked', () => {
    const gains = createOracle(data, { model, withLogLikelihood: true }).solve({ labeled, candidates });
    const before = logLikelihood(truth, fitAndPredict(data, model, labeled));
    const after = logLikelihood(truth, fitAndPredict(data, model, Int32Array.of(...labeled, 40)));
    expect(gains.logLikelihoodGains![28]).toBeCloseTo(after - before, 6);
  });

  it('reports progress and stops when cancelled', () => {
    const oracle = createOracle(data, { model });
    const seen: number[] = [];
    oracle.solve({ labeled, candidates }, { onProgress: (done) => seen.push(done) });
    expect(seen).toEqual([64, 68]);
    expect(() => oracle.solve({ labeled, candidates }, { signal: { aborted: true } })).toThrow(
      CancelledError,
    );
  });

  it('refuses a single class, and log-likelihoods of support vectors', () => {
    const single = Int32Array.of(0, 3);
    expect(() => createOracle(data, { model }).solve({ labeled: single, candidates })).toThrow(/two classes/);
    const svc = { id: 'svc', kernel: 'rbf', c: 1, gamma: 'scale' } as const;
    expect(() => createOracle(data, { model: svc, metric: 'logLoss' })).toThrow(/no log-likelihood/);
  });
});

describe('scoreOf', () => {
  const hand = { labels: Int32Array.of(0, 0, 1, 1), weights: Float64Array.of(1, 1, 1, 3), classCount: 2 };
  const outcome = {
    labels: Int32Array.of(0, 1, 1, 1),
    probabilities: Float64Array.of(0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.5, 0.5),
  };
  it('weighs every metric, higher is better', () => {
    expect(scoreOf('weightedAccuracy', hand, outcome)).toBeCloseTo(5 / 6, 14);
    expect(scoreOf('balancedAccuracy', hand, outcome)).toBeCloseTo(0.75, 14);
    expect(scoreOf('f1', hand, outcome)).toBeCloseTo((2 / 3 + 8 / 9) / 2, 14);
    const sum = Math.log(0.9) + Math.log(0.4) + Math.log(0.8) + 3 * Math.log(0.5);
    expect(scoreOf('logLoss', hand, outcome)).toBeCloseTo(sum / 6, 14);
  });
});

describe('orderByGain', () => {
  const gains = {
    baseScore: 0.8,
    improvements: Float64Array.of(0, 0.02, 0, 0.02 + 1e-16, -0.01),
    logLikelihoodGains: Float64Array.of(0.1, 0.2, 0.3, 0.4, 5),
  };
  it('puts larger improvements first and leaves ties to the seed', () => {
    const firsts = new Set<number>();
    for (let seed = 0; seed < 40; seed++) {
      const order = [...orderByGain(gains, 'random', createRng(seed))];
      expect([...order.slice(0, 2)].sort()).toEqual([1, 3]);
      expect(order[4]).toBe(4);
      firsts.add(order[0]!);
    }
    expect(firsts).toEqual(new Set([1, 3]));
  });
  it('or to the log-likelihood', () => {
    expect([...orderByGain(gains, 'logLikelihood', createRng(1))]).toEqual([3, 1, 2, 0, 4]);
    const without = { baseScore: gains.baseScore, improvements: gains.improvements };
    expect(() => orderByGain(without, 'logLikelihood', createRng(1))).toThrow(RangeError);
  });
});

describe.each(['oracle', 'rewardOracle'])('%s', (id) => {
  it('picks the candidate that improves its own rows most', () => {
    const view = randomPool({ classCount: 2, labeled: 6 });
    const revealed = view.revealed!;
    const { rowIds, utilities } = select(findStrategy(id), view, 1, createRng(1));
    const direct = createOracle(
      {
        rows: { features: view.features, labels: revealed.labels },
        evaluation: id === 'oracle' ? revealed.test : view.reward!,
        classCount: 2,
      },
      { model, backend: 'reference' },
    ).solve({ labeled: view.labeledRows, candidates: view.candidates });
    expect(utilities).toEqual(direct.improvements);
    expect(utilities[view.candidates.indexOf(rowIds[0]!)]).toBe(Math.max(...direct.improvements));
  });

  it('follows the tie rule', () => {
    const view = { ...randomPool({ classCount: 2 }), params: { ties: 'logLikelihood' } };
    const picks = [1, 2, 3].map((seed) => [...select(findStrategy(id), view, 34, createRng(seed)).rowIds]);
    expect(picks[1]).toEqual(picks[0]);
    expect(picks[2]).toEqual(picks[0]);
  });
});
