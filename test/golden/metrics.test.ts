import { expect, it } from 'vitest';
import { accuracy } from '../../src/engine/metrics/accuracy.ts';
import { areaUnderCurve } from '../../src/engine/metrics/areaUnderCurve.ts';
import { averagePrecision } from '../../src/engine/metrics/averagePrecision.ts';
import { balancedAccuracy } from '../../src/engine/metrics/balancedAccuracy.ts';
import { brier } from '../../src/engine/metrics/brier.ts';
import { classWeights } from '../../src/engine/metrics/classWeights.ts';
import { cohenKappa } from '../../src/engine/metrics/cohenKappa.ts';
import { confusion } from '../../src/engine/metrics/confusion.ts';
import { f1 } from '../../src/engine/metrics/f1.ts';
import { logLoss } from '../../src/engine/metrics/logLoss.ts';
import { precisionPerClass, recallPerClass } from '../../src/engine/metrics/perClass.ts';
import { rocAuc, rocAucOneVsOne, rocAucOneVsRest } from '../../src/engine/metrics/rocAuc.ts';
import { weightedAccuracy } from '../../src/engine/metrics/weightedAccuracy.ts';
import { describeGolden } from './goldenFile.ts';

interface Case {
  readonly K: number;
  readonly imbalance_factors: readonly number[];
  readonly class_weights: readonly number[];
  readonly y_true: readonly number[];
  readonly y_pred: readonly number[];
  readonly npal_weighted_accuracy: number;
  readonly npal_per_class_recall: readonly number[];
  readonly accuracy: number;
  readonly balanced_accuracy: number;
  readonly proba: readonly (readonly number[])[];
  readonly confusion: readonly (readonly number[])[];
  readonly f1_macro: number;
  readonly log_loss: number;
  readonly cohen_kappa: number;
  /** Two classes only. */
  readonly roc_auc?: number;
  readonly average_precision?: number;
  readonly brier?: number;
  readonly precision?: readonly number[];
  readonly recall?: readonly number[];
  /** More than two. */
  readonly roc_auc_ovr_macro?: number;
  readonly roc_auc_ovo_macro?: number;
}

interface Metrics {
  readonly cases: readonly Case[];
  readonly auac: { readonly scores: readonly number[]; readonly auac: number };
}

function expectAllEqual(values: readonly (number | null)[], expected: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  expected.forEach((value, label) => expect(values[label]).toBeCloseTo(value, 12));
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
    const recall = recallPerClass(truth, predicted, data.K);
    expectAllEqual(recall, data.npal_per_class_recall);
    if (data.recall !== undefined) expectAllEqual(recall, data.recall);
    if (data.precision !== undefined)
      expectAllEqual(precisionPerClass(truth, predicted, data.K), data.precision);
    expect([...confusion(truth, predicted, data.K)]).toEqual(data.confusion.flat());
    expect(f1(truth, predicted, data.K)).toBeCloseTo(data.f1_macro, 12);
    expect(cohenKappa(truth, predicted, data.K)).toBeCloseTo(data.cohen_kappa, 12);
  });

  it.each(cases.map((data, index) => [index, data] as const))(
    'agrees on probabilities in case %i',
    (_, data) => {
      const truth = Int32Array.from(data.y_true);
      const probabilities = Float64Array.from(data.proba.flat());
      const expectEqual = (value: number, expected: number | undefined): void => {
        if (expected !== undefined) expect(value).toBeCloseTo(expected, 12);
      };
      expectEqual(logLoss(truth, probabilities, data.K), data.log_loss);
      expectEqual(rocAucOneVsRest(truth, probabilities, data.K), data.roc_auc_ovr_macro);
      expectEqual(rocAucOneVsOne(truth, probabilities, data.K), data.roc_auc_ovo_macro);
      const positive = Float64Array.from(data.proba, (row) => row[1] ?? Number.NaN);
      expectEqual(rocAuc(truth, positive), data.roc_auc);
      expectEqual(averagePrecision(truth, positive), data.average_precision);
      expectEqual(brier(truth, positive), data.brier);
    },
  );

  it('agrees on the area under an acquisition curve', () => {
    expect(areaUnderCurve(Float64Array.from(auac.scores))).toBeCloseTo(auac.auac, 12);
  });
});
