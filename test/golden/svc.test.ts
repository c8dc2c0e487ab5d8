import { expect, it } from 'vitest';
import { fitSvc } from '../../src/engine/models/fitSvc.ts';
import { matrixOf } from '../engine/syntheticData.ts';
import { describeGolden } from './goldenFile.ts';

interface SvcCase {
  readonly K: number;
  readonly X: number[][];
  readonly y: number[];
  readonly X_test: number[][];
  readonly sample_weight: number[] | null;
  readonly 'tol_1e-10': {
    readonly decision_ovr: (number | number[])[];
    readonly decision_ovo: (number | number[])[];
    readonly pred_test: number[];
  };
}

describeGolden('svc_rbf.json', ({ cases }: { readonly cases: readonly SvcCase[] }) => {
  it.each(cases.map((entry, index) => [index, entry.K, entry] as const))(
    'case %i, %i classes',
    (_, K, entry) => {
      const fit = fitSvc(
        {
          features: matrixOf(entry.X),
          labels: Int32Array.from(entry.y),
          classCount: K,
          ...(entry.sample_weight && { weights: Float64Array.from(entry.sample_weight) }),
        },
        { kernel: 'rbf', c: 1, gamma: 'scale' },
      );
      const rows = matrixOf(entry.X_test);
      const expected = entry['tol_1e-10'];
      expectClose(fit.decisionValues(rows), expected.decision_ovr.flat());
      // Of two classes scikit-learn turns the sign round, so that positive means class 1.
      const sign = K === 2 ? -1 : 1;
      expectClose(
        fit.pairDecisions(rows).map((value) => sign * value),
        expected.decision_ovo.flat(),
      );
      expect(Array.from(fit.predict(rows))).toEqual(expected.pred_test);
    },
  );
});

function expectClose(actual: Float64Array, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  const gap = actual.reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - expected[index]!)),
    0,
  );
  expect(gap).toBeLessThan(1e-5);
}
