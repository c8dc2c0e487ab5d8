import { describe, expect, it } from 'vitest';
import { fitRound, predictWith } from '../../../src/engine/inspect/pastRound.ts';
import { predictPool } from '../../../src/engine/inspect/predictPool.ts';
import type { Matrix } from '../../../src/engine/numeric/matrix.ts';
import { gaussianClasses } from '../syntheticData.ts';

const { labels, ...drawn } = gaussianClasses(60, 3, { classCount: 3 });
const features: Matrix = { ...drawn.features, data: Float32Array.from(drawn.features.data) };
const labeledRows = Int32Array.from({ length: 30 }, (_, row) => row);
const round = (modelParams: Record<string, boolean>, model: string) =>
  fitRound({
    features,
    labeledRows,
    labels: labels.subarray(0, 30),
    classCount: 3,
    model,
    modelParams,
  })!;

describe('predictPool', () => {
  it('says of each row what the model says of it alone, and nothing of others', () => {
    const model = round({}, 'logisticRegression');
    const rows = Int32Array.of(2, 31, 59);
    const { classes, confidence, entropy } = predictPool(model, features, rows);
    for (const row of rows) {
      const { predicted, probabilities } = predictWith(model, features, Int32Array.of(row));
      expect(classes[row]).toBe(predicted[0]);
      expect(confidence![row]).toBeCloseTo(Math.max(...probabilities!), 6);
      const sum = probabilities!.reduce((total, p) => total - p * Math.log(p), 0);
      expect(entropy![row]).toBeCloseTo(sum, 6);
    }
    expect(classes[3]).toBe(-1);
    expect([confidence![3], entropy![3]]).toEqual([NaN, NaN]);
  });

  it('has classes only where the model gives no probabilities', () => {
    const { classes, confidence, entropy } = predictPool(round({}, 'svc'), features, labeledRows);
    expect(classes.subarray(0, 30).every((label) => label >= 0)).toBe(true);
    expect([confidence, entropy]).toEqual([null, null]);
  });
});
