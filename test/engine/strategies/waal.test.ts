import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { createCritic, learnDistance, likePool } from '../../../src/engine/strategies/critic.ts';
import { createDenseNetwork } from '../../../src/engine/strategies/denseNetwork.ts';
import { createImageEncoder } from '../../../src/engine/strategies/imageEncoder.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { negativeLossBound, waal } from '../../../src/engine/strategies/waal.ts';
import { normalMatrix } from '../syntheticData.ts';
import { expectGradient, twoGroups } from './adversarialPool.ts';

const even = () => {
  const view = twoGroups();
  return { ...view, probabilities: new Float64Array(2 * view.candidates.length).fill(0.5) };
};

describe('waal', () => {
  it('has - (1/2 |ln p|_2 + 1/2 |ln p|_1) as doubt, worked out by hand', () => {
    // ln 2 (sqrt 2 + 2) / 2, and (sqrt(.105361^2 + 2.302585^2) + 2.407946) / 2.
    expect(negativeLossBound(Float64Array.of(0.5, 0.5), 0, 2)).toBeCloseTo(-1.183276, 6);
    expect(negativeLossBound(Float64Array.of(0.9, 0.1), 0, 2)).toBeCloseTo(-2.35647, 5);
  });

  it('asks for the group of items that has no label where all are in equal doubt', () => {
    const { rowIds } = select(waal, even(), 10, createRng(1));
    expect([...rowIds].filter((row) => row % 2 === 1)).toHaveLength(10);
  });

  it('ranks by doubt alone before there are labels', () => {
    const view = { ...even(), labeledRows: new Int32Array(0), labels: new Int32Array(0) };
    view.probabilities.set([0.6, 0.4], 8);
    const { utilities } = select(waal, view, 1, createRng(1));
    expect(utilities[0]).toBeCloseTo(-1.183276, 6);
    expect(utilities[4]).toBeLessThan(utilities[0]!);
  });

  it('can be cancelled', () => {
    const view = { ...even(), signal: { aborted: true } };
    expect(() => select(waal, view, 2, createRng(1))).toThrow(CancelledError);
  });
});

describe('the critic', () => {
  const onImages = () =>
    createImageEncoder({ side: 4, channels: 1 }, { filters: [3, 4], hidden: [5], outputs: 1 }, createRng(1));

  it('has the gradient of its loss, by finite differences', () => {
    const dense = createDenseNetwork([4, 5, 5, 1], createRng(1));
    const critic = createCritic(dense, createRng(1));
    const values = Float64Array.from(normalMatrix(5, 4, 2).data);
    expectGradient(dense, () => learnDistance(critic, values, { labeled: 2, pool: 3 }));
  });

  it('has the gradient of its loss through convolutions, by finite differences', () => {
    const encoder = onImages();
    const critic = createCritic(encoder, createRng(1));
    const values = Float64Array.from(normalMatrix(5, 16, 2).data);
    for (const part of encoder.parts)
      expectGradient(part, () => learnDistance(critic, values, { labeled: 2, pool: 3 }));
  });

  it.each([
    ['of dense layers', 4, () => createDenseNetwork([4, 16, 16, 1], createRng(1))],
    ['of convolutions', 16, onImages],
  ] as const)('%s is nowhere steeper than 1', (_, columns, createNetwork) => {
    const critic = createCritic(createNetwork(), createRng(1));
    const values = Float64Array.from(normalMatrix(100, columns, 2).data);
    for (let step = 0; step < 100; step++) {
      learnDistance(critic, values, { labeled: 50, pool: 50 });
      critic.network.step(1e-2);
      critic.bound();
    }
    const trace = critic.network.forward(values);
    const logits = trace.at(-1)!;
    for (let row = 1; row < 100; row++) {
      const before = values.subarray(columns * (row - 1), columns * row);
      const distance = Math.hypot(...before.map((value, column) => value - values[columns * row + column]!));
      expect(Math.abs(logits[row]! - logits[row - 1]!)).toBeLessThan(1.05 * distance);
    }
    const slopes = critic.network.backward(trace, new Float64Array(100).fill(1), 'input');
    const steepness = Array.from({ length: 100 }, (__, row) =>
      Math.hypot(...slopes.subarray(columns * row, columns * (row + 1))),
    );
    expect(Math.max(...steepness)).toBeLessThan(1.05);
    expect(Math.max(...steepness)).toBeGreaterThan(0.1);
    expect(likePool(critic, values).every((value) => value > 0 && value < 1)).toBe(true);
  });

  it('keeps filters that read the same pixels from lengthening differences', () => {
    const encoder = onImages();
    for (const { weights } of encoder.layers) weights.fill(1);
    createCritic(encoder, createRng(1));
    // Alike filters on an image of ones: longer than the image (4.3) were the norm of their weights 1.
    const image = new Float64Array(16).fill(1);
    const given = Math.hypot(...encoder.forward(image)[1]!);
    expect(given).toBeLessThanOrEqual(4);
    expect(given).toBeGreaterThan(2);
  });
});
