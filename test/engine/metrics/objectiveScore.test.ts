import { expect, it } from 'vitest';
import { objectiveScore } from '../../../src/engine/metrics/objectiveScore.ts';
import { scoreOf } from '../../../src/engine/oracle/oracleMetric.ts';
import type { Objective } from '../../../src/protocol/gains.ts';

// Of class 0: 2 of 3 found; of class 1: 1 of 1; of class 2: 0 of 2.
const labels = Int32Array.of(0, 0, 0, 1, 2, 2);
const predicted = Int32Array.of(0, 0, 1, 1, 1, 0);

it.each<[Objective, number]>([
  [{ kind: 'accuracy' }, 3 / 6],
  [{ kind: 'balancedAccuracy' }, (2 / 3 + 1 + 0) / 3],
  [{ kind: 'weightedAccuracy', weights: [1, 5, 2] }, (2 + 5) / (3 + 5 + 4)],
  [{ kind: 'f1', positive: 1 }, (2 * 1) / (1 + 3)],
  [{ kind: 'f1', positive: 2 }, 0],
])('scores %o', (objective, expected) => {
  const { metric, positive, weightsOf } = objectiveScore(objective, 3);
  const truth = { labels, weights: weightsOf(labels), classCount: 3, positive };
  expect(scoreOf(metric, truth, { labels: predicted })).toBeCloseTo(expected, 12);
});

it('counts an absent class that nobody predicts as found', () => {
  const truth = { labels, weights: new Float64Array(6).fill(1), classCount: 4, positive: 3 };
  expect(scoreOf('f1', truth, { labels: predicted })).toBe(1);
});

it('weighs every class alike in the likelihood of the balanced accuracy', () => {
  const weights = objectiveScore({ kind: 'balancedAccuracy' }, 3).weightsOf(labels);
  expect(weights[0]! * 3).toBeCloseTo(weights[3]!, 12);
  expect(weights[4]! * 2).toBeCloseTo(weights[3]!, 12);
});
