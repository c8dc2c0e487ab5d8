import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { createDenseNetwork } from '../../../src/engine/strategies/denseNetwork.ts';
import { createImageEncoder } from '../../../src/engine/strategies/imageEncoder.ts';
import { mal, minimaxUtility } from '../../../src/engine/strategies/mal.ts';
import { createMinimaxNetwork, learnMinimax } from '../../../src/engine/strategies/minimaxNetwork.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { normalMatrix } from '../syntheticData.ts';
import { expectGradient, twoGroups } from './adversarialPool.ts';

describe('mal', () => {
  it('orders D = (.1, .9, .2), H = (.2, .69, .6) as 2, 0, 1, by the card', () => {
    const like = [0.1, 0.9, 0.2];
    const entropies = [0.2, 0.69, 0.6];
    const utilities = like.map((value, index) => minimaxUtility(value, entropies[index]!, 2));
    expect([0, 1, 2].sort((a, b) => utilities[b]! - utilities[a]!)).toEqual([2, 0, 1]);
  });

  it('trains encoder and classifier along the gradient of what each minimises, by finite differences', () => {
    const encoder = createDenseNetwork([4, 6, 3], createRng(4));
    const network = createMinimaxNetwork(encoder, { latent: 3, classCount: 3 }, createRng(1));
    const discriminator = createDenseNetwork([3, 4, 1], createRng(2));
    const values = Float64Array.from(normalMatrix(7, 4, 3).data);
    const batch = { labeled: 3, pool: 4, values, classes: Int32Array.of(0, 2, 1) };
    const learn = () => learnMinimax(network, discriminator, batch);
    expectGradient(encoder, () => learn().encoderLoss);
    const classifier = { parameters: network.prototypes, gradient: network.prototypeGradient };
    expectGradient(classifier, () => learn().classifierLoss);
    expect(discriminator.gradient.every((slope) => slope === 0)).toBe(true);
  });

  it('trains convolutions along the gradient of what the encoder minimises, by finite differences', () => {
    const sizes = { filters: [2, 3], outputs: 3 };
    const encoder = createImageEncoder({ side: 4, channels: 1 }, sizes, createRng(4));
    const network = createMinimaxNetwork(encoder, { latent: 3, classCount: 3 }, createRng(1));
    const discriminator = createDenseNetwork([3, 4, 1], createRng(2));
    const values = Float64Array.from(normalMatrix(7, 16, 3).data);
    const batch = { labeled: 3, pool: 4, values, classes: Int32Array.of(0, 2, 1) };
    // Short codes and the temperature bend the loss: differences over 1e-5 are off by 1e-6, a quarter at half of it.
    for (const part of encoder.parts)
      expectGradient(part, () => learnMinimax(network, discriminator, batch).encoderLoss, 3e-6);
  });

  it('asks for the group of items that has no label', () => {
    const view = twoGroups();
    const labels = view.labels.map((_, index) => index % 2);
    const { rowIds, utilities } = select(mal, { ...view, labels }, 10, createRng(1));
    expect([...rowIds].filter((row) => row % 2 === 1).length).toBeGreaterThanOrEqual(9);
    expect(utilities.every((utility) => utility >= 0 && utility <= 2)).toBe(true);
  });

  it('finds all items alike before two classes are labeled', () => {
    expect(select(mal, twoGroups(), 3, createRng(1)).utilities.every((utility) => utility === 0)).toBe(true);
  });

  it('can be cancelled', () => {
    const view = twoGroups();
    const labels = view.labels.map((_, index) => index % 2);
    const cancelled = { ...view, labels, signal: { aborted: true } };
    expect(() => select(mal, cancelled, 2, createRng(1))).toThrow(CancelledError);
  });
});
