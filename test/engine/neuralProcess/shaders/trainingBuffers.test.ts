import { describe, expect, it } from 'vitest';
import { networkShape } from '../../../../src/engine/neuralProcess/networkShape.ts';
import {
  gradientPlan,
  NO_INPUT,
  PLAN_WORDS,
} from '../../../../src/engine/neuralProcess/shaders/gradientPlan.ts';
import { problemTables } from '../../../../src/engine/neuralProcess/shaders/problemTables.ts';
import { STEP_BYTES } from '../../../../src/engine/neuralProcess/shaders/stepRecords.ts';
import {
  epochLosses,
  parametersIn,
  trainingBuffers,
  WEIGHTS_BINDING,
} from '../../../../src/engine/neuralProcess/shaders/trainingBuffers.ts';
import { stepDispatches } from '../../../../src/engine/neuralProcess/shaders/trainingShaders.ts';
import { randomProblems } from '../problems.ts';
import { startOf } from '../trainingCases.ts';

const shape = networkShape(3);
const all = randomProblems({ points: 10, features: 3, contexts: [4, 7], withValues: true, left: 1 }, 2);

describe('the plan of the gradients', () => {
  it('turns the weights of each layer and moves nothing else', () => {
    const plan = gradientPlan(shape);
    const turned = Array.from({ length: shape.count }, (_, index) => plan[PLAN_WORDS * index + 2]!);
    expect(new Set(turned).size).toBe(shape.count);
    expect(Math.max(...turned)).toBe(shape.count - 1);
    // Weights of 32 x 3: row 5, column 2 goes to row 2, column 5.
    const { weight, bias } = shape.point[0]!;
    expect(turned[weight + 5 * 3 + 2]).toBe(weight + 2 * 32 + 5);
    expect(turned[bias! + 7]).toBe(bias! + 7);
  });

  it('gives every weight an input, and biases and shifts none', () => {
    const plan = gradientPlan(shape);
    const without = Array.from({ length: shape.count }, (_, index) => plan[PLAN_WORDS * index]!).filter(
      (input) => input === NO_INPUT,
    ).length;
    // Biases: point 64, resizer 64, decoder 130, label 33, value 160, queries 32, mixer 64; shifts 64.
    expect(without).toBe(64 + 64 + 130 + 33 + 160 + 32 + 64 + 64);
  });
});

describe('the buffers of a training', () => {
  it('hold what each point is in each problem', () => {
    const { tables, gains, gainsFrom, rolesFrom } = problemTables(all);
    all.problems.forEach(({ context, targets, gains: expected }, index) => {
      const [firstContext = 0, contexts, firstTarget = 0, count = 0] = tables.subarray(
        4 * index,
        4 * index + 4,
      );
      expect([contexts, count]).toEqual([context.length, targets.length]);
      expect(tables.slice(firstContext, firstContext + context.length)).toEqual(
        Uint32Array.from(context.toSorted()),
      );
      expect(tables.slice(firstTarget, firstTarget + count)).toEqual(Uint32Array.from(targets));
      expect(gains.slice(firstTarget - gainsFrom, firstTarget - gainsFrom + count)).toEqual(
        Float32Array.from(expected),
      );
      const roles = Array.from({ length: 10 }, (_, point) => {
        const place = targets.indexOf(point);
        return context.includes(point) ? 1 : place < 0 ? 0 : 2 + place;
      });
      const from = rolesFrom + 10 * index;
      expect(Array.from(tables.slice(from, from + 10))).toEqual(roles);
    });
  });

  it('hold a record for each step, and the parameters twice', () => {
    const epochs = [
      { batches: [Int32Array.of(1, 0), Int32Array.of(1)], rate: 0.5 },
      { batches: [Int32Array.of(0)], rate: 0.25 },
    ];
    const start = startOf(shape, 1);
    const { contents, rows } = trainingBuffers({ shape, start, all, epochs });
    expect(rows).toEqual([7, 2, 5]);
    const records = contents[0]!;
    const second = new Uint32Array(records.buffer, STEP_BYTES, 10);
    expect(Array.from(second.subarray(0, 3))).toEqual([1, 2, 1]);
    // Adam's corrections after two steps: 1 - 0.9^2 and 1 - 0.999^2.
    const rates = new Float32Array(records.buffer, STEP_BYTES + 12, 2);
    expect(rates[0]).toBeCloseTo(0.5 / 0.19, 6);
    expect(rates[1]).toBeCloseTo(0.001999, 9);
    // Where each problem's targets begin: that of problem 1 first.
    expect(Array.from(new Uint32Array(records.buffer, 4 * 8, 2))).toEqual([1, 0]);
    expect(Array.from(new Uint32Array(records.buffer, 4 * (8 + 64), 2))).toEqual([0, 2]);
    const weights = contents[WEIGHTS_BINDING] as Float32Array;
    expect(parametersIn(shape, weights)).toEqual(Float64Array.from(Float32Array.from(start)));
    const sorted = (from: number) => weights.slice(from, from + shape.count).sort();
    expect(sorted(shape.count)).toEqual(sorted(0));
  });

  it('give an epoch’s loss over its problems once all of its steps are done', () => {
    const epochs = [
      { batches: [Int32Array.of(0), Int32Array.of(1)], rate: 1 },
      { batches: [Int32Array.of(0, 1)], rate: 1 },
    ];
    expect(epochLosses({ all, epochs }, Float32Array.of(1, 3, 5))).toEqual([2, 5]);
    expect(epochLosses({ all, epochs }, Float32Array.of(1, 3))).toEqual([2]);
    expect(epochLosses({ all, epochs }, Float32Array.of(1))).toEqual([]);
  });

  it('refuse more than 64 problems at a time', () => {
    const epochs = [{ batches: [new Int32Array(65)], rate: 1 }];
    expect(() => trainingBuffers({ shape, start: startOf(shape, 1), all, epochs })).toThrow(/at most 64/);
  });
});

it('a step has a workgroup for each point and each target, and an invocation for each parameter and the loss', () => {
  const [points, rows] = [7, 23];
  const dispatches = stepDispatches(shape, points, rows);
  expect(dispatches.map(({ groups }) => groups[0])).toEqual([
    points,
    rows,
    points,
    ...[0, 1].map(() => Math.ceil((shape.count + 1) / 64)),
  ]);
});
