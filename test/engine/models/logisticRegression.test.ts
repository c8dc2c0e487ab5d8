import { describe, expect, it } from 'vitest';
import type { TrainingSet } from '../../../src/engine/models/classifier.ts';
import type { LogisticFit } from '../../../src/engine/models/logisticRegression.ts';
import { fitLogisticRegression, logisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { gaussianClasses } from '../syntheticData.ts';

/**
 * Largest entry of the objective's gradient in terms of the original features, by its textbook form:
 * C sum_i w_i (p_ik - [y_i = k]) x_i + W_k for the weights and the same sum without x_i for the intercepts.
 */
function largestSlope(training: TrainingSet, fit: LogisticFit, c = 1): number {
  const { features, labels, weights, classCount } = training;
  const probabilities = fit.probabilities(features);
  const outputs = fit.intercepts.length;
  let largest = 0;
  for (let output = 0; output < outputs; output++) {
    const label = outputs === 1 ? fit.classes[1]! : fit.classes[output]!;
    const slopes = [...labels].map((truth, row) => {
      const p = probabilities[row * classCount + label]!;
      return c * (weights?.[row] ?? 1) * (p - (truth === label ? 1 : 0));
    });
    largest = Math.max(largest, Math.abs(slopes.reduce((sum, slope) => sum + slope, 0)));
    for (let column = 0; column < features.columns; column++) {
      const start = fit.weights[output * features.columns + column]!;
      const total = slopes.reduce(
        (sum, slope, row) => sum + slope * features.data[row * features.columns + column]!,
        start,
      );
      largest = Math.max(largest, Math.abs(total));
    }
  }
  return largest;
}

describe('fitLogisticRegression', () => {
  it('solves two points on a line as by hand', () => {
    const training = {
      features: { rows: 2, columns: 1, data: Float32Array.of(-1, 1) },
      labels: Int32Array.of(0, 1),
      classCount: 2,
    };
    const fit = fitLogisticRegression(training);
    // 2 ln(1 + exp(-w)) + w^2 / 2 is least where w (1 + exp(w)) = 2.
    const w = fit.weights[0]!;
    expect(w * (1 + Math.exp(w))).toBeCloseTo(2, 8);
    expect(fit.intercepts[0]).toBeCloseTo(0, 8);
  });

  it('reproduces class shares when the features say nothing, as intercepts are free', () => {
    const training = {
      features: { rows: 10, columns: 2, data: new Float32Array(20).fill(3) },
      labels: Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 2, 2),
      classCount: 3,
    };
    const probabilities = fitLogisticRegression(training).probabilities(training.features);
    [0.5, 0.3, 0.2].forEach((share, label) => expect(probabilities[label]).toBeCloseTo(share, 8));
  });

  it.each([
    [40, 5, 2, 1],
    [30, 60, 2, 1],
    [80, 7, 4, 1],
    [40, 90, 3, 1],
    [60, 5, 2, 1e4],
    [60, 30, 3, 1e4],
    [60, 5, 3, 1e-4],
  ])(
    'ends where the gradient vanishes: %i rows, %i columns, %i classes, C = %d',
    (rows, columns, classCount, c) => {
      const training = {
        ...gaussianClasses(rows, columns, { classCount, seed: rows }),
        weights: new Float64Array(rows).map((_, row) => 0.3 + (row % 4)),
      };
      const fit = fitLogisticRegression(training, { c });
      expect(fit.gradientNorm).toBeLessThan(1e-8);
      expect(largestSlope(training, fit, c)).toBeLessThan(1e-6);
    },
  );

  it('is exact where columns are far from 0 and of very different scales', () => {
    const training = gaussianClasses(50, 4, { classCount: 3, seed: 8 });
    const { rows, columns, data } = training.features;
    const shifted = data.map((value, index) => (index % 4 === 0 ? 1e4 + 100 * value : value));
    const odd = { ...training, features: { rows, columns, data: shifted } };
    const fit = fitLogisticRegression(odd);
    expect(fit.gradientNorm).toBeLessThan(1e-8);
    expect(largestSlope(odd, fit)).toBeLessThan(1e-4);
  });

  it('leaves softmax intercepts and weights summing to 0 over the classes', () => {
    const fit = fitLogisticRegression(gaussianClasses(60, 3, { classCount: 4 }));
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    expect(sum(fit.intercepts)).toBeCloseTo(0, 10);
    for (let column = 0; column < 3; column++) {
      expect(sum(fit.weights.filter((_, index) => index % 3 === column))).toBeCloseTo(0, 8);
    }
  });

  it('fits one logit when only two of many classes are present', () => {
    const training = gaussianClasses(30, 3);
    const spread = {
      ...training,
      labels: training.labels.map((label) => (label === 0 ? 1 : 3)),
      classCount: 4,
    };
    const fit = fitLogisticRegression(spread);
    expect([...fit.classes]).toEqual([1, 3]);
    expect(fit.weights).toEqual(fitLogisticRegression(training).weights);
    expect(fit.intercepts).toHaveLength(1);
  });

  it('reaches the same optimum from a warm start in fewer steps', () => {
    for (const classCount of [2, 3]) {
      const training = gaussianClasses(80, 6, { classCount });
      const cold = fitLogisticRegression(training);
      const warm = fitLogisticRegression(training, { start: cold });
      expect(warm.iterations).toBeLessThan(2);
      warm.weights.forEach((weight, index) => expect(weight).toBeCloseTo(cold.weights[index]!, 7));
      const more = gaussianClasses(84, 6, { classCount });
      expect(fitLogisticRegression(more, { start: cold }).iterations).toBeLessThan(
        fitLogisticRegression(more).iterations,
      );
    }
  });

  it('ignores a start that does not fit the classes', () => {
    const two = gaussianClasses(30, 3);
    const three = gaussianClasses(30, 3, { classCount: 3 });
    const fit = fitLogisticRegression(three, { start: fitLogisticRegression(two) });
    expect(fit.weights).toEqual(fitLogisticRegression(three).weights);
  });

  it('fits ten classes in 512 columns within a second or two, even on a busy machine', () => {
    const training = gaussianClasses(300, 512, { classCount: 10, separation: 0.1 });
    const started = performance.now();
    const fit = fitLogisticRegression(training);
    expect(performance.now() - started).toBeLessThan(3000);
    expect(fit.gradientNorm).toBeLessThan(1e-8);
  });
});

describe('the parameter C', () => {
  it('shrinks the coefficients when it shrinks', () => {
    const training = gaussianClasses(40, 4);
    const confidence = (C: number) => {
      const probabilities = logisticRegression.fit(training, { C }).probabilities(training.features);
      return probabilities.reduce((sum, p) => sum + Math.abs(p - 0.5), 0);
    };
    expect(confidence(0.01)).toBeLessThan(confidence(1));
    expect(confidence(1)).toBeLessThan(confidence(100));
  });

  it('must be a positive number', () => {
    const training = gaussianClasses(20, 2);
    expect(() => logisticRegression.fit(training, { C: 0 })).toThrow(/"C" must be from/);
    expect(() => logisticRegression.fit(training, { C: NaN })).toThrow(/"C" must be from/);
    expect(() => logisticRegression.fit(training, { C: 'big' })).toThrow(/"C" must be a number/);
  });
});
