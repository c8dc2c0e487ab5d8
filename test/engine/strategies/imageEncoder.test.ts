import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { createImageEncoder } from '../../../src/engine/strategies/imageEncoder.ts';
import { shrinkImages } from '../../../src/engine/strategies/shrinkImages.ts';
import { matrixOf, normalMatrix } from '../syntheticData.ts';
import { expectGradient } from './adversarialPool.ts';

describe('the encoder of images', () => {
  it('sums what lies under a filter, every second pixel, with zeros beyond the edge, worked out by hand', () => {
    const encoder = createImageEncoder({ side: 3, channels: 1 }, { filters: [1], outputs: 1 }, createRng(1));
    const [filter, head] = encoder.parts;
    filter!.parameters.fill(1);
    head!.parameters.set([1, 10, 100, 1000, 0]);
    // Filters stand on the corners of 1..9; each reads four pixels, and has a bias of 1.
    const [corner, right, below, last] = [1 + 2 + 4 + 5, 2 + 3 + 5 + 6, 4 + 5 + 7 + 8, 5 + 6 + 8 + 9];
    const image = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
    const expected = corner + 1 + 10 * (right + 1) + 100 * (below + 1) + 1000 * (last + 1);
    expect(encoder.forward(image).at(-1)![0]).toBe(expected);
  });

  it('has the gradient of what it gives, by finite differences', () => {
    const sizes = { filters: [3, 2], hidden: [3], outputs: 2 };
    const encoder = createImageEncoder({ side: 5, channels: 2 }, sizes, createRng(1));
    const images = Float64Array.from(normalMatrix(3, 50, 2).data);
    const loss = () => {
      const trace = encoder.forward(images);
      encoder.backward(trace, trace.at(-1)!.slice(), 'gradient');
      return trace.at(-1)!.reduce((sum, value) => sum + (value * value) / 2, 0);
    };
    for (const part of encoder.parts) {
      expectGradient(part, loss);
      for (const other of encoder.parts) other.gradient.fill(0);
    }
    const trace = encoder.forward(images);
    const byPixel = encoder.backward(trace, trace.at(-1)!.slice(), 'input');
    const before = loss();
    images[7]! += 1e-6;
    expect(byPixel[7]).toBeCloseTo((loss() - before) / 1e-6, 4);
  });
});

describe('shrinkImages', () => {
  it('takes means over blocks, and standardises all values alike', () => {
    const side = 32;
    const image = Array.from({ length: side * side }, (_, pixel) => (pixel % side < 16 ? 1 : 5));
    const { images, shape } = shrinkImages(matrixOf([image]), { side, channels: 1 });
    expect(shape).toEqual({ side: 16, channels: 1 });
    expect([...images.data.subarray(0, 16)].map((value) => Math.round(value))).toEqual([
      ...new Array<number>(8).fill(-1),
      ...new Array<number>(8).fill(1),
    ]);
  });

  it('leaves small images their size', () => {
    expect(shrinkImages(normalMatrix(2, 75, 1), { side: 5, channels: 3 }).images.columns).toBe(75);
  });
});
