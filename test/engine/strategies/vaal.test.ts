import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { createDenseNetwork } from '../../../src/engine/strategies/denseNetwork.ts';
import {
  deceptionLoss,
  discriminatorLoss,
  learnSides,
  likeLabeled,
} from '../../../src/engine/strategies/labeledDiscriminator.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { vaal } from '../../../src/engine/strategies/vaal.ts';
import { coderLoss, createCoder } from '../../../src/engine/strategies/variationalCoder.ts';
import { normalMatrix } from '../syntheticData.ts';
import { expectGradient, twoGroups } from './adversarialPool.ts';

const [labeled, pool] = [Float64Array.of(0.9), Float64Array.of(0.4)];

describe('the losses of VAAL', () => {
  it('are .616186 and 1.021651 at D = .9 labeled and .4 of the pool, by the card', () => {
    expect(discriminatorLoss(labeled, pool)).toBeCloseTo(0.616186, 6);
    expect(deceptionLoss(labeled, pool)).toBeCloseTo(1.021651, 6);
  });

  const batch = { labeled: 2, pool: 3, values: Float64Array.from(normalMatrix(5, 4, 1).data) };
  const discriminator = createDenseNetwork([2, 3, 3, 1], createRng(3));

  it('give the autoencoder their gradient, by finite differences', () => {
    const encoder = createDenseNetwork([4, 6, 4], createRng(4));
    const coder = createCoder(encoder, { columns: 4, width: 6, latent: 2 }, createRng(2));
    const noise = Float64Array.from(normalMatrix(5, 2, 9).data);
    const loss = () => coderLoss(coder, discriminator, { ...batch, noise });
    expectGradient(encoder, loss);
    expectGradient(coder.decoder, loss);
    expect(discriminator.gradient.every((slope) => slope === 0)).toBe(true);
  });

  it('give the discriminator its gradient, by finite differences', () => {
    const codes = Float64Array.from(normalMatrix(5, 2, 5).data);
    expectGradient(discriminator, () => {
      learnSides(discriminator, codes, batch);
      const like = likeLabeled(discriminator, codes);
      return discriminatorLoss(like.subarray(0, 2), like.subarray(2));
    });
  });
});

describe('vaal', () => {
  it('asks for the group of items that has no label', () => {
    const view = twoGroups();
    const { rowIds } = select(vaal, view, 10, createRng(1));
    expect([...rowIds].filter((row) => row % 2 === 1).length).toBeGreaterThanOrEqual(9);
  });

  it('can be cancelled', () => {
    const view = { ...twoGroups(), signal: { aborted: true } };
    expect(() => select(vaal, view, 2, createRng(1))).toThrow(CancelledError);
  });
});
