import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { shuffledIndices } from '../../../src/engine/numeric/shuffledIndices.ts';
import { createOracle } from '../../../src/engine/oracle/oracle.ts';
import { createRetrainer } from '../../../src/engine/oracle/createRetrainer.ts';
import type { OracleData, OracleModel, OracleProblem } from '../../../src/engine/oracle/oracleData.ts';
import { gaussianClasses } from '../syntheticData.ts';

interface Shape {
  readonly rows: number;
  readonly columns: number;
  readonly classCount: number;
  readonly weighted?: boolean;
  readonly labeled?: number;
}

const logistic: OracleModel = { id: 'logisticRegression', c: 1 };

function sample({ rows, columns, classCount, weighted = false }: Shape, seed: number): OracleData {
  const rng = createRng(seed);
  const known = gaussianClasses(rows, columns, { classCount, seed, separation: 0.5 });
  const weights = new Float64Array(rows).map(() => 0.2 + 2 * rng.uniform());
  const evaluation = gaussianClasses(33, columns, { classCount, seed: seed + 100 });
  return { rows: { ...known, ...(weighted && { weights }) }, evaluation, classCount };
}

function problemsOf({ rows, labeled }: Shape, seed: number): OracleProblem[] {
  const rng = createRng(seed);
  return [labeled ?? Math.floor(rows / 4), Math.floor(rows / 2)].map((size) => {
    const order = shuffledIndices(rows, rng);
    return { labeled: order.slice(0, size), candidates: order.slice(size) };
  });
}

/** Predicted labels and probabilities of every fit by both backends. */
function compare(data: OracleData, problem: OracleProblem, model: OracleModel, tolerance = 1e-7) {
  const withProbabilities = model.id === 'logisticRegression';
  const [fast, plain] = (['wasm', 'reference'] as const).map((backend) => {
    const session = createRetrainer(data, { model, backend }, withProbabilities).begin(problem.labeled);
    const outcomes = [session.base, ...session.retrain(problem.candidates.subarray(0, 64))];
    return outcomes.map(({ labels, probabilities }) => ({
      labels: Array.from(labels),
      probabilities: probabilities?.slice() ?? new Float64Array(0),
    }));
  });
  expect(fast!.map(({ labels }) => labels)).toEqual(plain!.map(({ labels }) => labels));
  fast!.forEach(({ probabilities }, index) => {
    const expected = plain![index]!.probabilities;
    probabilities.forEach((value, place) =>
      expect(Math.abs(value - expected[place]!)).toBeLessThan(tolerance),
    );
  });
}

const logisticShapes: readonly Shape[] = [
  { rows: 40, columns: 1, classCount: 2 },
  { rows: 60, columns: 21, classCount: 2, weighted: true },
  { rows: 41, columns: 70, classCount: 2, weighted: true },
  { rows: 60, columns: 9, classCount: 3 },
  { rows: 48, columns: 60, classCount: 4, weighted: true },
  // Some classes are missing among the labeled rows.
  { rows: 50, columns: 5, classCount: 6, labeled: 5 },
];

describe('logistic regression', () => {
  it.each(logisticShapes)('$rows rows, $columns columns, $classCount classes: as from scratch', (shape) => {
    for (const seed of [1, 2]) {
      const data = sample(shape, seed);
      for (const problem of problemsOf(shape, seed)) compare(data, problem, logistic);
    }
  });

  it.each(logisticShapes)(
    '$rows rows, $columns columns, $classCount classes: certified labels hold',
    (shape) => {
      const data = sample(shape, 7);
      for (const problem of problemsOf(shape, 7)) {
        const [certified, converged] = [true, false].map((flag) =>
          createOracle(data, {
            model: logistic,
            certified: flag,
            backend: flag ? 'wasm' : 'reference',
          }).solve(problem),
        );
        expect(certified).toEqual(converged);
      }
    },
  );

  it.each([1e-3, 100])('holds for C = %f', (c) => {
    const shape: Shape = { rows: 40, columns: 6, classCount: 2 };
    // With little loss against the penalty the reference leaves the free intercept this loose.
    const tolerance = c < 1 ? 2e-6 : 1e-7;
    for (const problem of problemsOf(shape, 3))
      compare(sample(shape, 3), problem, { ...logistic, c }, tolerance);
  });

  it('takes rows that repeat, constant columns and features far from 0', () => {
    const shape: Shape = { rows: 40, columns: 12, classCount: 2 };
    const data = sample(shape, 4);
    const { features } = data.rows;
    for (let row = 0; row < 40; row++) {
      for (let column = 0; column < 12; column++) {
        const index = row * 12 + column;
        if (column < 3) features.data[index] = 2;
        else if (row % 4 === 1) features.data[index] = features.data[index - 12]!;
        else features.data[index]! += 100;
      }
    }
    for (const problem of problemsOf({ ...shape, labeled: 6 }, 4)) compare(data, problem, logistic);
  });
});

const kernels: readonly Omit<Extract<OracleModel, { id: 'svc' }>, 'id'>[] = [
  { kernel: 'rbf', c: 1, gamma: 'scale' },
  { kernel: 'rbf', c: 0.3, gamma: 'auto' },
  { kernel: 'rbf', c: 20, gamma: 0.05 },
  { kernel: 'linear', c: 1, gamma: 'scale' },
];

const svcShapes: readonly Shape[] = [
  { rows: 50, columns: 8, classCount: 2 },
  { rows: 61, columns: 40, classCount: 2, weighted: true },
  { rows: 60, columns: 6, classCount: 3, weighted: true },
  // Few points a class: pairs without a free multiplier, and classes that only a candidate brings.
  { rows: 60, columns: 30, classCount: 7, labeled: 8 },
];

describe.each(kernels)('support vectors, $kernel, C = $c, gamma = $gamma', (settings) => {
  it.each(svcShapes)('$rows rows, $columns columns, $classCount classes: as from scratch', (shape) => {
    const data = sample(shape, 5);
    for (const problem of problemsOf(shape, 5)) compare(data, problem, { id: 'svc', ...settings });
  });
});

it('support vectors take points that repeat with either label', () => {
  const shape: Shape = { rows: 36, columns: 3, classCount: 2 };
  const data = sample(shape, 6);
  data.rows.features.data.copyWithin(54, 0, 54);
  for (const problem of problemsOf(shape, 6)) {
    compare(data, problem, { id: 'svc', kernel: 'rbf', c: 1, gamma: 'auto' });
  }
});
