import { expect, it } from 'vitest';
import type { LogisticFit } from '../../src/engine/models/logisticRegression.ts';
import { fitLogisticRegression } from '../../src/engine/models/logisticRegression.ts';
import { matrixOf } from '../engine/syntheticData.ts';
import { describeGolden } from './goldenFile.ts';

interface Case {
  readonly X: readonly (readonly number[])[];
  readonly y: readonly number[];
  readonly X_test: readonly (readonly number[])[];
  readonly sample_weight: readonly number[] | null;
}

interface BinaryCase extends Case {
  readonly exact: { readonly coef: number[]; readonly intercept: number; readonly proba1_test: number[] };
  readonly lbfgs_default: { readonly proba_test: number[][] };
}

interface MultinomialCase extends Case {
  readonly K: number;
  readonly exact: {
    readonly coef: number[][];
    readonly intercept: number[];
    readonly proba_test: number[][];
  };
  readonly lbfgs_default_maxiter500: { readonly proba_test: number[][] };
}

function fitCase(data: Case, classCount: number): { fit: LogisticFit; probabilities: Float64Array } {
  const fit = fitLogisticRegression({
    features: matrixOf(data.X),
    labels: Int32Array.from(data.y),
    classCount,
    ...(data.sample_weight && { weights: Float64Array.from(data.sample_weight) }),
  });
  return { fit, probabilities: fit.probabilities(matrixOf(data.X_test)) };
}

/** Fails with the largest difference, so that a miss says how far off it is. */
function expectWithin(actual: Float64Array, expected: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(expected.length);
  const gaps = expected.map((value, index) => Math.abs(value - actual[index]!));
  expect(Math.max(...gaps)).toBeLessThan(tolerance);
}

describeGolden('lr_binary.json', ({ cases }: { cases: readonly BinaryCase[] }) => {
  it.each(cases.map((data, index) => [index, data] as const))('agrees in case %i', (_, data) => {
    const { fit, probabilities } = fitCase(data, 2);
    expect(fit.gradientNorm).toBeLessThan(1e-8);
    expectWithin(
      probabilities,
      data.exact.proba1_test.flatMap((p) => [1 - p, p]),
      1e-6,
    );
    expectWithin(probabilities, data.lbfgs_default.proba_test.flat(), 2e-4);
    expectWithin(fit.weights, data.exact.coef, 1e-6);
    expectWithin(fit.intercepts, [data.exact.intercept], 1e-5);
  });
});

describeGolden('lr_multinomial.json', ({ cases }: { cases: readonly MultinomialCase[] }) => {
  it.each(cases.map((data, index) => [index, data] as const))('agrees in case %i', (_, data) => {
    const { fit, probabilities } = fitCase(data, data.K);
    expect(fit.gradientNorm).toBeLessThan(1e-8);
    expectWithin(probabilities, data.exact.proba_test.flat(), 1e-6);
    expectWithin(probabilities, data.lbfgs_default_maxiter500.proba_test.flat(), 2e-4);
    expectWithin(fit.weights, data.exact.coef.flat(), 1e-6);
    expectWithin(fit.intercepts, data.exact.intercept, 1e-5);
  });
});
