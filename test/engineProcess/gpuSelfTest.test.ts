import { expect, it } from 'vitest';
import { createPlainTrainer } from '../../src/engine/neuralProcess/plainTrainer.ts';
import { passesSelfTest } from '../../src/engineProcess/gpu/gpuSelfTest.ts';
import type { GpuTrainer } from '../../src/engineProcess/gpu/gpuTrainer.ts';

/** In place of a device: the plain form, whose learning rate is wrong by a factor. */
const device = (factor: number): GpuTrainer => ({
  train: ({ shape, start, all, epochs }) => {
    const plain = createPlainTrainer(shape, start, all);
    const losses = epochs.map(({ batches, rate }) => plain.step(batches[0]!, factor * rate));
    return Promise.resolve(Float32Array.of(...new Array<number>(4 * shape.count).fill(0), ...losses));
  },
});

it('passes a device that computes as the plain form does', async () => {
  expect(await passesSelfTest(device(1))).toBe(true);
});

it('fails one that steps wrongly, gives no numbers or refuses', async () => {
  expect(await passesSelfTest(device(0.5))).toBe(false);
  expect(await passesSelfTest(device(NaN))).toBe(false);
  expect(await passesSelfTest({ train: () => Promise.resolve(null) })).toBe(false);
});
