import { describe, expect, it } from 'vitest';
import { attachNetworkKernels } from '../../../src/engine/kernels/networkKernels.ts';
import { createKernelNetwork } from '../../../src/engine/neuralProcess/kernelNetwork.ts';
import { createKernelTrainer } from '../../../src/engine/neuralProcess/kernelTrainer.ts';
import { readBlock } from '../../../src/engine/neuralProcess/networkBlock.ts';
import { networkShape } from '../../../src/engine/neuralProcess/networkShape.ts';
import type { NeuralProcessProblems } from '../../../src/engine/neuralProcess/neuralProcessProblems.ts';
import { createPlainTrainer } from '../../../src/engine/neuralProcess/plainTrainer.ts';
import { stepPhases } from '../../../src/engine/neuralProcess/stepPhases.ts';
import type { StepWorker } from '../../../src/engine/neuralProcess/stepPhases.ts';
import { largestGap, randomProblems } from './problems.ts';
import {
  everyProblem,
  gradientGap,
  kernelGradient,
  plainGradient,
  startOf,
  trainingCases,
} from './trainingCases.ts';

function runPhases(workers: readonly StepWorker[], order: 'forwards' | 'backwards'): void {
  for (const phase of stepPhases) {
    for (let index = 0; index < phase.shares; index++) {
      const share = order === 'forwards' ? index : phase.shares - 1 - index;
      phase.run(workers[index % workers.length]!, share, { rate: 1e-2, bias2: 1e-3 });
    }
  }
}

describe('the kernels', () => {
  it.each(trainingCases)('have the loss and every gradient of the plain form: $name', (sizes) => {
    const all = randomProblems(sizes, 3);
    const shape = networkShape(sizes.features);
    const start = startOf(shape, 4);
    const expected = plainGradient(shape, start, all);
    const own = kernelGradient(shape, start, all);
    expect(Math.abs(own.loss - expected.loss)).toBeLessThan(2e-6 * Math.max(1, expected.loss));
    expect(gradientGap(shape, expected, own)).toBeLessThan(1e-4);
  });

  it.each(trainingCases)('take the plain form’s steps: $name', (sizes) => {
    const all = randomProblems(sizes, 3);
    const shape = networkShape(sizes.features);
    const start = startOf(shape, 5);
    const fast = createKernelTrainer(shape, start, all);
    const plain = createPlainTrainer(shape, start, all);
    for (let step = 0; step < 4; step++) {
      const expected = plain.step(everyProblem(all), 1e-3);
      expect(Math.abs(fast.step(everyProblem(all), 1e-3) - expected)).toBeLessThan(
        1e-4 * Math.max(1, expected),
      );
    }
    const [expected, own] = [plain.parameters(), fast.parameters()];
    expect(largestGap(expected, start)).toBeGreaterThan(1e-3);
    // Adam turns a slope that is rounding alone into a step of any size up to the rate: those few may differ.
    const gaps = expected.map((value, index) => Math.abs(value - own[index]!));
    expect(gaps.filter((gap) => gap > 1e-5).length).toBeLessThan(0.002 * shape.count);
  });

  it('give the same bits whoever does which share of a step, and when', () => {
    const all = randomProblems({ points: 50, features: 7, contexts: [10, 20, 45], withValues: true }, 6);
    const shape = networkShape(7);
    const train = (workerCount: number, order: 'forwards' | 'backwards') => {
      const start = startOf(shape, 7);
      const { memory, worker, shared, load } = createKernelNetwork(shape, start, all, workerCount);
      const extra = memory.scratches.slice(1).map((scratch) => {
        return { ...worker, functions: attachNetworkKernels(shared), scratch };
      });
      // What one leaves in its scratch must not matter to another.
      for (const { scratch } of extra) new Uint8Array(shared.buffer, scratch, 4096).fill(255);
      for (let step = 0; step < 5; step++) {
        load(everyProblem(all));
        runPhases([worker, ...extra], order);
      }
      return readBlock(shape, memory, memory.parameters);
    };
    const alone = train(1, 'forwards');
    expect(train(3, 'forwards')).toEqual(alone);
    expect(train(2, 'backwards')).toEqual(alone);
  });

  it('do not see the order in which a context or its targets are given', () => {
    const all = randomProblems({ points: 20, features: 3, contexts: [8, 8] }, 8);
    const turned = {
      ...all,
      problems: all.problems.map(({ context, targets, gains }) => ({
        context: context.toReversed(),
        targets: targets.toReversed(),
        gains: gains.toReversed(),
      })),
    };
    const train = (problems: NeuralProcessProblems) => {
      const trainer = createKernelTrainer(networkShape(3), startOf(networkShape(3), 9), problems);
      for (let step = 0; step < 3; step++) trainer.step(Int32Array.of(0, 1), 1e-3);
      return trainer.parameters();
    };
    expect(train(turned)).toEqual(train(all));
  });

  it('refuse more than 64 problems at a time', () => {
    const all = randomProblems({ points: 4, features: 2, contexts: [2] }, 1);
    const { load } = createKernelNetwork(networkShape(2), startOf(networkShape(2), 1), all);
    expect(() => load(new Int32Array(65))).toThrow(/at most 64 problems, not 65/);
  });

  it('say when float32 cannot hold a softmax', () => {
    const all = randomProblems({ points: 40, features: 4, contexts: [2, 3] }, 2);
    const shape = networkShape(4);
    const start = startOf(shape, 3);
    for (const { weight } of [shape.keys, shape.queries]) {
      for (let index = weight; index < weight + 1024; index++) start[index]! *= 100;
    }
    expect(createKernelTrainer(shape, start, all).step(everyProblem(all), 1e-3)).toBeNaN();
  });
});
