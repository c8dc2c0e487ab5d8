import { describe, expect, it } from 'vitest';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { svc } from '../../../src/engine/models/svc.ts';
import {
  crossFittedOutputs,
  modelOutputs,
  outputColumns,
  ownClassOutputs,
} from '../../../src/engine/neuralProcess/modelOutputs.ts';
import { networkPoints } from '../../../src/engine/neuralProcess/networkPoints.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { stratifiedFolds } from '../../../src/engine/numeric/stratifiedFolds.ts';
import { gaussianClasses, matrixOf } from '../syntheticData.ts';

describe('modelOutputs', () => {
  const two = gaussianClasses(40, 3);
  const three = gaussianClasses(45, 3, { classCount: 3 });

  it('are p_1 - p_0 of a logistic regression of two classes', () => {
    const model = fitLogisticRegression(two);
    const p = model.probabilities(two.features);
    const { data, columns } = modelOutputs(model, two.features);
    expect(columns).toBe(1);
    data.forEach((output, row) => expect(output).toBeCloseTo(p[2 * row + 1]! - p[2 * row]!, 12));
  });

  it('have a column a class for more, and work for a support-vector classifier', () => {
    expect(outputColumns(3)).toBe(3);
    for (const model of [fitLogisticRegression(three), svc.fit(three, {})]) {
      const { data, columns, rows } = modelOutputs(model, three.features);
      expect([rows, columns]).toEqual([45, 3]);
      expect(data.every((output) => output >= -1 && output <= 1)).toBe(true);
    }
  });

  it('of labeled rows come from models that have not seen them', () => {
    const weights = Float64Array.from(two.labels, (label) => 1 + label);
    const outputs = crossFittedOutputs({ ...two, weights }, fitLogisticRegression, { rng: createRng(4) });
    const foldOf = stratifiedFolds(two.labels, 5, createRng(4));
    const kept = Int32Array.from(two.labels.keys()).filter((row) => foldOf[row] !== foldOf[11]);
    const model = fitLogisticRegression({
      features: gatherRows(two.features, kept),
      labels: kept.map((row) => two.labels[row]!),
      weights: Float64Array.from(kept, (row) => weights[row]!),
      classCount: 2,
    });
    expect(outputs.data[11]).toBeCloseTo(modelOutputs(model, two.features).data[11]!, 12);
  });

  it('of the own class are low where a label surprises', () => {
    expect([...ownClassOutputs(matrixOf([[0.5], [0.5]]), Int32Array.of(1, 0))]).toEqual([0.5, -0.5]);
    expect([...ownClassOutputs(matrixOf([[0.1, 0.2, -0.9]]), Int32Array.of(2))]).toEqual([-0.9]);
  });
});

it('networkPoints divides features by the largest of labels and pool, and adds outputs as they are', () => {
  const points = networkPoints(matrixOf([[1, -2]]), matrixOf([[4, 0]]), {
    labeled: matrixOf([[0.5]]),
    pool: matrixOf([[-1]]),
  });
  expect([...points.labeled.data]).toEqual([0.25, -0.5, 0.5]);
  expect([...points.pool.data]).toEqual([1, 0, -1]);
});
