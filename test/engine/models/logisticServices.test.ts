import { describe, expect, it } from 'vitest';
import type { TrainingSet } from '../../../src/engine/models/classifier.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { withPoint } from '../../../src/engine/models/withPoint.ts';
import { gaussianClasses, normalMatrix } from '../syntheticData.ts';

const fit = (training: TrainingSet) => fitLogisticRegression(training);
const rows = normalMatrix(7, 4, 9);

describe.each([2, 3])('what logistic regression gives strategies, with %i classes', (classCount) => {
  const training = gaussianClasses(60, 4, { classCount, seed: 6 });
  const model = fit(training);

  it('decides as it predicts: decision values are the logits of its probabilities', () => {
    const probabilities = model.probabilities(rows);
    const decisions = model.decisionValues(rows);
    for (let row = 0; row < 7; row++) {
      const p = probabilities.subarray(row * classCount, (row + 1) * classCount);
      if (classCount === 2) expect(decisions[row]).toBeCloseTo(Math.log(p[1]! / p[0]!), 9);
      else {
        const [a, b, c] = decisions.subarray(3 * row, 3 * row + 3);
        expect(a! - b!).toBeCloseTo(Math.log(p[0]! / p[1]!), 9);
        expect(c! - b!).toBeCloseTo(Math.log(p[2]! / p[1]!), 9);
      }
    }
  });

  it('refits with one more point as a new fit would', () => {
    const point = { features: [0.3, -1, 2, 0.5], label: 1, weight: 2.5 };
    const warm = model.refit(point).probabilities(rows);
    const cold = fit(withPoint(training, point)).probabilities(rows);
    warm.forEach((p, index) => expect(Math.abs(p - cold[index]!)).toBeLessThan(1e-9));
    expect(warm).not.toEqual(model.probabilities(rows));
  });

  it('has gradients that, with the penalty, cancel over its own training set', () => {
    const { columns, data } = model.lossGradients(training.features, training.labels);
    const penalised = model.weights.length;
    expect(columns).toBe(penalised + model.intercepts.length);
    for (let column = 0; column < columns; column++) {
      let sum = column < penalised ? model.weights[column]! : 0;
      for (let row = 0; row < 60; row++) sum += data[row * columns + column]!;
      expect(Math.abs(sum)).toBeLessThan(1e-7);
    }
  });

  it('keeps its place among classes that have no labels yet', () => {
    const wide = fit({ ...training, classCount: classCount + 1 });
    const decisions = wide.decisionValues(rows);
    expect(decisions).toHaveLength(7 * (classCount + 1));
    const probabilities = wide.probabilities(rows);
    for (let row = 0; row < 7; row++) {
      const own = decisions.subarray(row * (classCount + 1), (row + 1) * (classCount + 1));
      expect(own[classCount]).toBe(-Infinity);
      const p = [...probabilities.subarray(row * (classCount + 1), (row + 1) * (classCount + 1))];
      expect(own.indexOf(Math.max(...own))).toBe(p.indexOf(Math.max(...p)));
    }
  });
});
