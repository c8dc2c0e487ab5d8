import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { shuffledIndices } from '../../../src/engine/numeric/shuffledIndices.ts';
import { createOracle } from '../../../src/engine/oracle/oracle.ts';
import type { OracleGains } from '../../../src/engine/oracle/oracle.ts';
import type { OracleBudget, OracleData, OracleProblem } from '../../../src/engine/oracle/oracleData.ts';
import { spendBudget } from '../../../src/engine/oracle/spendBudget.ts';
import { spearman } from '../../../src/engine/statistics/spearman.ts';
import { gaussianClasses } from '../syntheticData.ts';

const ROWS = 110;
const settings = { model: { id: 'logisticRegression', c: 1 }, withLogLikelihood: true } as const;

/** The first `labeled` rows weigh 1, the others `weight`; as candidates these have a budget. */
function problemOf(
  { classCount, columns, labeled }: { classCount: number; columns: number; labeled: number },
  weight: number,
): { readonly data: OracleData; readonly problem: OracleProblem & { readonly budget: OracleBudget } } {
  const weights = new Float64Array(ROWS).fill(weight).fill(1, 0, labeled);
  const worth = new Float64Array(40).map((_, row) => 1 + (row % 3));
  const candidates = Int32Array.from({ length: ROWS - labeled }, (_, row) => row + labeled);
  return {
    data: {
      rows: { ...gaussianClasses(ROWS, columns, { classCount, seed: 1 }), weights },
      evaluation: { ...gaussianClasses(40, columns, { classCount, seed: 2 }), weights: worth },
      classCount,
    },
    problem: {
      labeled: Int32Array.from({ length: labeled }, (_, row) => row),
      candidates,
      budget: { likely: 12, uniform: 5, order: shuffledIndices(candidates.length, createRng(3)) },
    },
  };
}

function solveBoth(shape: Parameters<typeof problemOf>[0], weight: number): readonly OracleGains[] {
  const { data, problem } = problemOf(shape, weight);
  const oracle = createOracle(data, settings);
  return [oracle.solve({ ...problem, budget: undefined }), oracle.solve(problem)];
}

describe.each([
  { classCount: 2, columns: 4, labeled: 30 },
  { classCount: 3, columns: 4, labeled: 30 },
  // Fewer labeled rows than features: candidates lie beyond their span.
  { classCount: 2, columns: 60, labeled: 20 },
  { classCount: 3, columns: 60, labeled: 20 },
])('estimates for $classCount classes, $columns columns', (shape) => {
  it('are the derivative of the log-likelihood by the weight of a candidate', () => {
    const weight = 1e-4;
    const [exact, thrifty] = solveBoth(shape, weight);
    exact!.logLikelihoodGains!.forEach((gain, place) => {
      const estimate = thrifty!.estimates![place]!;
      expect(Math.abs(gain - estimate)).toBeLessThan(2e-3 * (weight + Math.abs(gain)));
    });
  });

  it('order candidates of full weight nearly as retraining does', () => {
    const [exact, thrifty] = solveBoth(shape, 1);
    expect(spearman([...exact!.logLikelihoodGains!], [...thrifty!.estimates!])).toBeGreaterThan(0.93);
  });
});

describe('an oracle with a budget', () => {
  const shape = { classCount: 2, columns: 4, labeled: 30 };
  const [exact, thrifty] = solveBoth(shape, 1);
  const { budget } = problemOf(shape, 1).problem;

  it('measures what it spends it on, and nothing else', () => {
    const { likely, uniform } = spendBudget(thrifty!.estimates!, budget);
    const spent = new Set([...likely, ...uniform]);
    expect(spent.size).toBe(17);
    exact!.improvements.forEach((improvement, place) => {
      const gain = thrifty!.logLikelihoodGains![place]!;
      if (spent.has(place)) {
        expect(thrifty!.improvements[place]).toBeCloseTo(improvement, 9);
        expect(gain).toBeCloseTo(exact!.logLikelihoodGains![place]!, 6);
      } else {
        expect([thrifty!.improvements[place], gain]).toEqual([NaN, NaN]);
      }
    });
  });

  it('finds the largest gain', () => {
    const largest = Math.max(...exact!.logLikelihoodGains!);
    const found = thrifty!.logLikelihoodGains!.filter((gain) => !Number.isNaN(gain));
    expect(Math.max(...found)).toBeCloseTo(largest, 6);
  });

  it('measures all candidates that it cannot estimate: of a new class, or without the kernels', () => {
    const { data, problem } = problemOf({ classCount: 3, columns: 4, labeled: 2 }, 1);
    const isNew = Array.from(problem.candidates, (row) => data.rows.labels[row] === 2);
    const { estimates, improvements } = createOracle(data, settings).solve(problem);
    expect(Array.from(estimates!, Number.isNaN)).toEqual(isNew);
    expect(isNew.every((unknown, place) => !unknown || !Number.isNaN(improvements[place]!))).toBe(true);
    const plain = createOracle(data, { ...settings, backend: 'reference' }).solve(problem);
    expect(plain.estimates!.every(Number.isNaN)).toBe(true);
    expect(plain.improvements.some(Number.isNaN)).toBe(false);
  });

  it('is refused where no log-likelihood is asked for', () => {
    const { data, problem } = problemOf(shape, 1);
    expect(() => createOracle(data, { model: settings.model }).solve(problem)).toThrow(/log-likelihood/);
  });
});

describe('spendBudget', () => {
  const estimates = Float64Array.of(0.1, -5, 3, NaN, 0.2, -4, 2, 0.3, 0);
  it('takes the highest, then the largest, all without an estimate, and the first others of the draw', () => {
    const order = Int32Array.of(6, 3, 1, 8, 0, 2, 4, 5, 7);
    expect(spendBudget(estimates, { likely: 4, uniform: 2, order })).toEqual({
      likely: Int32Array.of(1, 2, 3, 5, 6),
      uniform: Int32Array.of(0, 8),
    });
  });
  it('takes all where the budget is larger', () => {
    const order = Int32Array.from(estimates.keys());
    const { likely, uniform } = spendBudget(estimates, { likely: 7, uniform: 9, order });
    expect(Int32Array.of(...likely, ...uniform).sort()).toEqual(order);
  });
});
