import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { coupleProbabilities } from '../../../src/engine/models/coupleProbabilities.ts';
import { fitSigmoid } from '../../../src/engine/models/fitSigmoid.ts';
import { fitSvc } from '../../../src/engine/models/fitSvc.ts';
import { ovrDecisions, pairVotes } from '../../../src/engine/models/oneVsOne.ts';
import { svc } from '../../../src/engine/models/svc.ts';
import { kernelMatrix, resolveGamma } from '../../../src/engine/models/svcKernel.ts';
import { solveSvcDual } from '../../../src/engine/models/svcDual.ts';
import { svcSettings } from '../../../src/engine/models/svcParams.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { gaussianClasses, matrixOf } from '../syntheticData.ts';

const rbf = { kernel: 'rbf', c: 1, gamma: 'scale' } as const;

describe('solveSvcDual', () => {
  it('solves two points by hand: alpha = 2 / |x1 - x2|^2 while C allows', () => {
    const rows = [Float64Array.of(1, -3), Float64Array.of(-3, 9)];
    const problem = { kernelRow: (index: number) => rows[index]!, signs: Float64Array.of(1, -1) };
    const free = solveSvcDual({ ...problem, costs: Float64Array.of(1, 1) });
    // x1 = 1, x2 = -3: the plane is f(x) = (x + 1) / 2.
    expect(free.alpha[0]).toBeCloseTo(1 / 8, 12);
    expect(free.bias).toBeCloseTo(0.5, 12);
    const bound = solveSvcDual({ ...problem, costs: Float64Array.of(0.1, 1) });
    expect([...bound.alpha]).toEqual([0.1, 0.1]);
    expect(bound.violation).toBe(0);
  });

  it('meets the optimality conditions, from a warm start too', () => {
    const { features, labels } = gaussianClasses(60, 3, { seed: 2 });
    const matrix = kernelMatrix({ kind: 'rbf', gamma: 0.3 }, features, features);
    const kernelRow = (index: number) => matrix.subarray(index * 60, (index + 1) * 60);
    const signs = Float64Array.from(labels, (label) => (label === 0 ? 1 : -1));
    const costs = new Float64Array(60).map((_, row) => 0.5 + (row % 4));
    const { alpha, bias, violation } = solveSvcDual({ kernelRow, signs, costs });
    expect(violation).toBeLessThanOrEqual(1e-10);
    expect(alpha.reduce((sum, value, row) => sum + value * signs[row]!, 0)).toBeCloseTo(0, 12);
    alpha.forEach((value, row) => {
      const f = alpha.reduce((sum, a, j) => sum + a * signs[j]! * kernelRow(row)[j]!, bias);
      const slack = signs[row]! * f - 1;
      if (value === 0) expect(slack).toBeGreaterThan(-1e-9);
      else if (value === costs[row]) expect(slack).toBeLessThan(1e-9);
      else expect(Math.abs(slack)).toBeLessThan(1e-9);
    });
    const again = solveSvcDual({ kernelRow, signs, costs }, { start: alpha });
    expect(again.iterations).toBeLessThan(5);
    expect(again.bias).toBeCloseTo(bias, 9);
  });

  it('ends when cancelled', () => {
    expect(() => fitSvc(gaussianClasses(20, 2), { ...rbf, signal: { aborted: true } })).toThrow(
      CancelledError,
    );
  });
});

describe('fitSvc', () => {
  it('finds the widest margin between separable points with a linear kernel', () => {
    const features = matrixOf([
      [0, 0],
      [0, 1],
      [2, 0],
      [2, 1],
      [5, 5],
    ]);
    const training = { features, labels: Int32Array.of(0, 0, 1, 1, 1), classCount: 2 };
    const fit = fitSvc(training, { kernel: 'linear', c: 1000, gamma: 'auto' });
    const values = fit.decisionValues(
      matrixOf([
        [0, 0.5],
        [1, 3],
        [2, 0],
        [3, -4],
      ]),
    );
    [-1, 0, 1, 2].forEach((expected, row) => expect(values[row]).toBeCloseTo(expected, 8));
    expect([
      ...fit.predict(
        matrixOf([
          [0, 0],
          [4, 4],
        ]),
      ),
    ]).toEqual([0, 1]);
  });

  it('takes a sample weight as that many times C', () => {
    const training = gaussianClasses(40, 3, { seed: 4 });
    const weights = new Float64Array(40).fill(2.5);
    const weighted = fitSvc({ ...training, weights }, rbf).decisionValues(training.features);
    const stronger = fitSvc(training, { ...rbf, c: 2.5 }).decisionValues(training.features);
    weighted.forEach((value, row) => expect(value).toBeCloseTo(stronger[row]!, 8));
  });

  it('has no probabilities unless asked', () => {
    const fit = svc.fit(gaussianClasses(20, 2), {});
    expect(() => fit.probabilities(matrixOf([[0, 0]]))).toThrow(/"probability" is on/);
  });
});

describe('settings', () => {
  it('know scale, auto and numbers', () => {
    const features = matrixOf([
      [0, 2],
      [4, 2],
    ]);
    expect(resolveGamma('scale', features)).toBeCloseTo(1 / (2 * 2), 14);
    expect(resolveGamma('auto', features)).toBe(0.5);
    expect(resolveGamma('scale', matrixOf([[3, 3]]))).toBe(1);
    expect(svcSettings({ gamma: '0.25' }).gamma).toBe(0.25);
    expect(svcSettings({ gamma: 0.25 }).gamma).toBe(0.25);
  });
  it.each(['', 'wide', '-1', 'NaN'])('refuse the gamma "%s"', (gamma) => {
    expect(() => svcSettings({ gamma })).toThrow(/"gamma" must be scale, auto or a positive number/);
  });
});

describe('one-vs-one', () => {
  const pairs = [
    { first: 0, second: 1 },
    { first: 0, second: 2 },
    { first: 1, second: 2 },
  ];
  it('votes, the lowest class of equals first', () => {
    expect([...pairVotes(Float64Array.of(1, -1, 1, 1, 1, 1, -1, -1, -1), pairs, 3)]).toEqual([0, 0, 2]);
  });
  it('adds to the votes less than half of one for confidence', () => {
    const values = ovrDecisions(Float64Array.of(3, -1, 0.5), pairs, 4);
    expect(values[0]).toBeCloseTo(1 + 2 / 9, 14);
    expect(values[1]).toBeCloseTo(1 - 2.5 / 10.5, 14);
    expect(values[2]).toBeCloseTo(1 + 0.5 / 4.5, 14);
    expect(values[3]).toBe(-Infinity);
  });
});

describe('Platt scaling', () => {
  it('recovers the sigmoid that made the targets', () => {
    const rng = createRng(9);
    const decisions = new Float64Array(20_000).map(() => 2 * rng.normal());
    const targets = Int32Array.from(decisions, (f) =>
      rng.uniform() < 1 / (1 + Math.exp(-2 * f + 0.5)) ? 1 : 0,
    );
    const { slope, offset } = fitSigmoid(decisions, targets);
    expect(slope).toBeCloseTo(-2, 1);
    expect(offset).toBeCloseTo(0.5, 1);
  });

  it('couples pairs that agree with probabilities back to those', () => {
    const p = [0.5, 0.3, 0, 0.2];
    const pairs = [
      { first: 0, second: 1 },
      { first: 0, second: 3 },
      { first: 1, second: 3 },
    ];
    const shares = pairs.map(({ first, second }) => p[first]! / (p[first]! + p[second]!));
    coupleProbabilities(shares, pairs, 4).forEach((value, label) => expect(value).toBeCloseTo(p[label]!, 9));
  });

  it('is sure where the machine is', () => {
    const training = gaussianClasses(80, 4, { classCount: 3, seed: 3, separation: 2 });
    const fit = svc.fit(training, { probability: true });
    const probabilities = fit.probabilities(training.features);
    const predicted = fit.predict!(training.features);
    const agree = predicted.filter((label, row) => {
      const own = probabilities.subarray(row * 3, row * 3 + 3);
      return own[label] === Math.max(...own);
    });
    expect(agree.length / 80).toBeGreaterThan(0.95);
  });
});
