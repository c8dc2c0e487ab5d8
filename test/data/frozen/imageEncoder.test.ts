import { describe, expect, it } from 'vitest';
import { createEncoder } from '../../../src/data/frozen/imageEncoder.ts';
import type { LoadedModel, ModelOutput } from '../../../src/data/frozen/loadedModel.ts';
import { poolOutput } from '../../../src/data/frozen/poolOutput.ts';

const output = (dims: readonly number[]): ModelOutput => ({
  type: 'float32',
  dims,
  data: Float32Array.from({ length: dims.reduce((product, length) => product * length, 1) }, (_, at) => at),
});

const pooled = (dims: readonly number[], layout: 'NCHW' | 'NHWC' = 'NCHW'): number[] => [
  ...poolOutput(output(dims), { images: 2, layout, name: 'm' }),
];

describe('one vector an image', () => {
  it('is what there is, or the average over places', () => {
    expect(pooled([2])).toEqual([0, 1]);
    expect(pooled([2, 3])).toEqual([0, 1, 2, 3, 4, 5]);
    expect(pooled([2, 2, 3])).toEqual([1.5, 2.5, 3.5, 7.5, 8.5, 9.5]);
    expect(pooled([2, 3, 1, 2])).toEqual([0.5, 2.5, 4.5, 6.5, 8.5, 10.5]);
    expect(pooled([2, 1, 2, 3], 'NHWC')).toEqual([1.5, 2.5, 3.5, 7.5, 8.5, 9.5]);
  });

  it.each([[[]], [[3, 2]], [[2, 0]], [[2, 1, 1, 1, 2]]])('is not to be had of %j', (dims) => {
    expect(() => pooled(dims)).toThrow(`has the shape [${dims.join(', ')}]; expected 2 as its first length`);
  });
});

/** A model that says the first two values of each image as it gets them, and counts its images. */
function echo(shape: readonly (number | null)[], calls: (readonly number[])[] = []): LoadedModel {
  return {
    inputs: [{ name: 'in', type: 'float32', shape }],
    outputs: ['out'],
    has: (name) => name === 'out',
    run: (values, dims) => {
      calls.push(dims);
      const each = values.length / dims[0]!;
      const data = Float32Array.from(
        { length: 2 * dims[0]! },
        (_, at) => values[(at >> 1) * each + (at % 2)]!,
      );
      return Promise.resolve({ type: 'float32', dims: [dims[0]!, 2], data });
    },
    close: () => Promise.resolve(),
  };
}

const spec = { model: 'm', size: null, mean: [0, 0, 1], deviation: [1, 2, 4], output: null };
const picture = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

describe('how images come to a model', () => {
  it('is channel by channel, or pixel by pixel, as its shape says', async () => {
    const planes = await createEncoder(echo([null, 3, 2, 2]), spec, 'm');
    expect([...(await planes.encode([picture]))]).toEqual([1, 4]);
    const pixels = await createEncoder(echo([null, 2, 2, 3]), spec, 'm');
    expect([...(await pixels.encode([picture]))]).toEqual([1, 1]);
  });

  it('is some at once, but no more than memory bears', async () => {
    const batchOf = async (side: number): Promise<number> =>
      (await createEncoder(echo([null, 3, side, side]), spec, 'm')).batch;
    expect([await batchOf(8), await batchOf(224), await batchOf(1024)]).toEqual([32, 8, 1]);
  });

  it('is as many at once as the model says, black ones among them', async () => {
    const calls: (readonly number[])[] = [];
    const encoder = await createEncoder(echo([4, 3, 2, 2], calls), spec, 'm');
    expect(await encoder.encode([picture, picture])).toHaveLength(4);
    expect(calls).toEqual([
      [4, 3, 2, 2],
      [4, 3, 2, 2],
    ]);
  });
});
