import { describe, expect, it } from 'vitest';
import { networkShape } from '../../../src/engine/neuralProcess/networkShape.ts';
import { randomProblems } from './problems.ts';
import { tfGradient } from './tfNetwork.ts';
import { batchOf, gradientGap, plainGradient, startOf, trainingCases } from './trainingCases.ts';

describe('TensorFlow.js', () => {
  it.each(trainingCases.filter(({ contexts }) => contexts.length < 64))(
    'has the loss and every gradient of the plain form: $name',
    async (sizes) => {
      const all = randomProblems(sizes, 3);
      const shape = networkShape(sizes.features);
      const start = startOf(shape, 4);
      const expected = plainGradient(shape, start, all);
      const own = await tfGradient(shape, start, batchOf(all));
      expect(Math.abs(own.loss - expected.loss)).toBeLessThan(1e-4 * Math.abs(expected.loss));
      expect(gradientGap(shape, expected, own)).toBeLessThan(1e-4);
    },
  );
});
