import { expect, it } from 'vitest';
import { accuracy } from '../../src/engine/metrics/accuracy.ts';
import { areaUnderCurve } from '../../src/engine/metrics/areaUnderCurve.ts';
import { balancedAccuracy } from '../../src/engine/metrics/balancedAccuracy.ts';
import { classWeights } from '../../src/engine/metrics/classWeights.ts';
import { weightedAccuracy } from '../../src/engine/metrics/weightedAccuracy.ts';
import { describeGolden } from './goldenFile.ts';

interface Case {
  readonly K: number;
  readonly imbalance_factors: readonly number[];
  readonly class_weights: readonly number[];
  readonly y_true: readonly number[];
  readonly y_pred: readonly number[];
  readonly npal_weighted_accuracy: number;
  readonly accuracy: number;
  readonly balanced_accuracy: number;
}

interface Metrics {
  readonly cases: readonly Case[];
  readonly auac: { readonly scores: readonly number[]; readonly auac: number };
}

describeGolden('metrics.json', ({ cases, auac }: Metrics) => {
  it.each(cases.map((data, index) => [index, data] as const))('agrees in case %i', (_, data) => {
    const truth = Int32Array.from(data.y_true);
    const predicted = Int32Array.from(data.y_pred);
    const weights = classWeights(Float64Array.from(data.imbalance_factors));
    data.class_weights.forEach((weight, label) => expect(weights[label]).toBeCloseTo(weight, 12));
    expect(accuracy(truth, predicted)).toBeCloseTo(data.accuracy, 12);
    expect(balancedAccuracy(truth, predicted, data.K)).toBeCloseTo(data.balanced_accuracy, 12);
    expect(weightedAccuracy(truth, predicted, weights)).toBeCloseTo(data.npal_weighted_accuracy, 12);
  });

  it('agrees on the area under an acquisition curve', () => {
    expect(areaUnderCurve(Float64Array.from(auac.scores))).toBeCloseTo(auac.auac, 12);
  });
});
