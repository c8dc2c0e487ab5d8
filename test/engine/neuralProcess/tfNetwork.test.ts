import { describe, expect, it } from 'vitest';
import { networkShape } from '../../../src/engine/neuralProcess/networkShape.ts';
import { randomProblems } from './problems.ts';
import { tfGradient } from './tfNetwork.ts';
import {
  batchOf,
  gradientGap,
  kernelGradient,
  plainGradient,
  startOf,
  trainingCases,
} from './trainingCases.ts';

describe('TensorFlow.js', () => {
  it.each(trainingCases.filter(({ contexts }) => contexts.length < 64))(
    'has the loss and every gradient of the plain form and of the kernels: $name',
    async (sizes) => {
      const all = randomProblems(sizes, 3);
      const shape = networkShape(sizes.features);
      const start = startOf(shape, 4);
      const own = await tfGradient(shape, start, batchOf(all));
      for (const form of [plainGradient(shape, start, all), kernelGradient(shape, start, all)]) {
        expect(Math.abs(form.loss - own.loss)).toBeLessThan(1e-4 * Math.abs(own.loss));
        expect(gradientGap(shape, own, form)).toBeLessThan(1e-4);
      }
    },
  );
});
