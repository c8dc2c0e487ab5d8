import { describe, expect, it } from 'vitest';
import { createOracle } from '../../src/engine/oracle/oracle.ts';
import type { OracleData, OracleModel } from '../../src/engine/oracle/oracleData.ts';
import { matrixOf } from '../engine/syntheticData.ts';
import { describeGolden } from './goldenFile.ts';

interface OracleCase {
  readonly classifier: 'logistic' | 'svm';
  readonly K: number;
  readonly class_weights: number[];
  readonly use_class_weights_for_fit: boolean;
  readonly annot_X: number[][];
  readonly annot_y: number[];
  readonly pool_X: number[][];
  readonly pool_y: number[];
  readonly eval_X: number[][];
  readonly eval_y: number[];
  readonly base_score: number;
  readonly improvements: number[];
  readonly argmax_set: number[];
}

describeGolden('oracle.json', ({ cases }: { readonly cases: readonly OracleCase[] }) => {
  describe.each(['reference', 'wasm'] as const)('the oracle by %s', (backend) => {
    it.each(cases.map((entry, index) => [index, entry.classifier, entry.K, entry] as const))(
      'case %i, %s, %i classes',
      (_, classifier, __, entry) => {
        const model: OracleModel =
          classifier === 'logistic'
            ? { id: 'logisticRegression', c: 1 }
            : { id: 'svc', kernel: 'rbf', c: 1, gamma: 'scale' };
        const oracle = createOracle(dataOf(entry), { model, backend });
        const labeled = Int32Array.from(entry.annot_y.keys());
        const candidates = Int32Array.from(entry.pool_y, (__, index) => labeled.length + index);
        const { baseScore, improvements } = oracle.solve({ labeled, candidates });
        expect(Math.abs(baseScore - entry.base_score)).toBeLessThan(1e-9);
        const gaps = improvements.map((value, index) => Math.abs(value - entry.improvements[index]!));
        expect(Math.max(...gaps)).toBeLessThan(1e-9);
        expect(entry.argmax_set).toContain(improvements.indexOf(Math.max(...improvements)));
      },
    );
  });
});

function dataOf(entry: OracleCase): OracleData {
  const weigh = (labels: Int32Array) => Float64Array.from(labels, (label) => entry.class_weights[label]!);
  const labels = Int32Array.of(...entry.annot_y, ...entry.pool_y);
  const evaluation = Int32Array.from(entry.eval_y);
  return {
    rows: {
      features: matrixOf([...entry.annot_X, ...entry.pool_X]),
      labels,
      ...(entry.use_class_weights_for_fit && { weights: weigh(labels) }),
    },
    evaluation: { features: matrixOf(entry.eval_X), labels: evaluation, weights: weigh(evaluation) },
    classCount: entry.K,
  };
}
