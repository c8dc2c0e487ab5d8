import { describe, expect, it } from 'vitest';
import { contributionsOf } from '../../../src/engine/inspect/contributions.ts';
import { fitRound } from '../../../src/engine/inspect/pastRound.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { gaussianClasses } from '../syntheticData.ts';

/** Each column set to its mean, one at a time. */
function occlude(row: Float32Array, mean: Float32Array) {
  const columns = row.length;
  const data = new Float32Array(columns * columns);
  for (let column = 0; column < columns; column++) {
    data.set(row, column * columns);
    data[column * columns + column] = mean[column]!;
  }
  return {
    whole: row,
    names: Array.from(row, (_, column) => `x${column}`),
    without: { rows: columns, columns, data },
    note: '',
  };
}

function setting(classCount: number, model: string, modelParams = {}) {
  const { features, labels } = gaussianClasses(60, 4, { classCount, seed: 5 });
  const data = Float32Array.from(features.data);
  const matrix = { rows: 60, columns: 4, data };
  const labeledRows = Int32Array.from({ length: 40 }, (_, index) => index);
  const round = fitRound({
    features: matrix,
    labeledRows,
    labels: labels.slice(0, 40),
    classCount,
    model,
    modelParams,
  })!;
  const mean = new Float32Array(4).map((_, column) => {
    let sum = 0;
    for (let row = 0; row < 60; row++) sum += data[row * 4 + column]!;
    return sum / 60;
  });
  const row = data.slice(50 * 4, 51 * 4);
  return { round, mean, row, labels, labeledRows, matrix };
}

describe('contributionsOf', () => {
  it.each([2, 3])(
    'are weight x (value - mean) for a logistic regression of %i classes, strongest first',
    (classCount) => {
      const { round, mean, row, labels, matrix } = setting(classCount, 'logisticRegression');
      const features = { rows: 40, columns: 4, data: matrix.data.slice(0, 160) };
      const { weights } = fitLogisticRegression({ features, labels: labels.slice(0, 40), classCount });
      const { of, towards } = contributionsOf(round, occlude(row, mean));
      expect(of).toBe('decision');
      towards.forEach((found, label) => {
        const expected = Array.from(row, (value, column) => {
          const weight =
            classCount === 2 ? (label === 1 ? 1 : -1) * weights[column]! : weights[label * 4 + column]!;
          return { feature: `x${column}`, contribution: weight * (value - mean[column]!) };
        }).sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
        expect(found.map(({ feature }) => feature)).toEqual(expected.map(({ feature }) => feature));
        found.forEach(({ contribution }, place) =>
          expect(contribution).toBeCloseTo(expected[place]!.contribution, 6),
        );
      });
    },
  );

  it('are the fall of the decision value for a support-vector classifier with a kernel', () => {
    const { round, mean, row } = setting(2, 'svc', { kernel: 'rbf' });
    const value = (features: Float32Array): number =>
      round.fitted.decisionValues!({ rows: 1, columns: 4, data: features })[0]!;
    const [, second] = contributionsOf(round, occlude(row, mean)).towards;
    expect(second).toHaveLength(4);
    for (const { feature, contribution } of second!) {
      const without = row.slice();
      const column = Number(feature.slice(1));
      without[column] = mean[column]!;
      expect(contribution).toBeCloseTo(value(row) - value(without), 9);
    }
  });

  it('say nothing of a class that was never labeled, nor of features that do not matter', () => {
    const { matrix, labeledRows, labels, row } = setting(2, 'logisticRegression');
    const round = fitRound({
      features: matrix,
      labeledRows,
      labels: labels.slice(0, 40),
      classCount: 3,
      model: 'logisticRegression',
      modelParams: {},
    })!;
    const mean = row.slice();
    mean[2]! += 1;
    const { towards, features } = contributionsOf(round, occlude(row, mean));
    expect(towards.map((found) => found.map(({ feature }) => feature))).toEqual([['x2'], ['x2'], []]);
    expect(features).toBe(4);
  });
});
