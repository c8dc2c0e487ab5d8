import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { featuresIdOf, modelHashOf } from '../../../src/data/featureCache.ts';
import { featurise } from '../../../src/data/featurise.ts';
import type { FeaturiseRequest } from '../../../src/data/featurisers/featuriser.ts';
import type { LoadedModel } from '../../../src/data/frozen/loadedModel.ts';
import { createOccluder } from '../../../src/data/occlude.ts';
import type { FrozenModel } from '../../../src/protocol/frozenModel.ts';
import { specOf, temporaryFolder } from '../sources.ts';

const plain: FrozenModel = { model: '', size: 4, mean: [0, 0, 0], deviation: [1, 1, 1], output: null };

/** Red and green of the first pixel; `calls` gets the images of each call. */
const firstPixel = (calls: number[] = [], say = (value: number) => value): LoadedModel => ({
  inputs: [{ name: 'in', type: 'float32', shape: [null, null, null, 3] }],
  outputs: ['out'],
  has: (name) => name === 'out',
  run: (values, dims) => {
    const count = dims[0]!;
    calls.push(count);
    const data = Float32Array.from({ length: 2 * count }, (_, at) => say(values[(at >> 1) * 48 + (at % 2)]!));
    return Promise.resolve({ type: 'float32', dims: [count, 2], data });
  },
  close: () => Promise.resolve(),
});

/** Pictures of one colour each, and a request for their features. */
async function pictures(
  reds: readonly number[],
  changes: Partial<FeaturiseRequest> = {},
): Promise<FeaturiseRequest> {
  const folder = join(await temporaryFolder(), 'pictures');
  await mkdir(folder);
  const model = join(folder, '../m.onnx');
  await writeFile(model, 'a model');
  for (const [index, r] of reds.entries()) {
    const create = { width: 5, height: 3, channels: 3 as const, background: { r, g: 51, b: 0 } };
    await sharp({ create })
      .png()
      .toFile(join(folder, `${index}.png`));
  }
  async function* items(): AsyncGenerator<{ row: number; content: string }> {
    for (const row of reds.keys()) {
      yield await Promise.resolve({ row, content: JSON.stringify({ file: `${row}.png` }) });
    }
  }
  const spec = specOf(folder, { kind: 'image', images: { ...plain, model } });
  return { spec, rowCount: reds.length, items, seed: 1, ...changes };
}

describe('features of images by a model', () => {
  it('are its outputs, centred and scaled as a whole', async () => {
    const calls: number[] = [];
    const reds = Array.from({ length: 40 }, (_, index) => index * 5);
    const progress: (number | null)[] = [];
    const cache = await temporaryFolder();
    const request = await pictures(reds, {
      openModel: () => Promise.resolve(firstPixel(calls)),
      onProgress: (_message, fraction) => progress.push(fraction),
      thumbnails: cache,
    });
    const { matrix, notes } = await featurise(request);
    expect([matrix.rows, matrix.columns]).toEqual([40, 2]);
    const mean = reds.reduce((sum, red) => sum + red / 255, 0) / 40;
    const variance = reds.reduce((sum, red) => sum + (red / 255 - mean) ** 2, 0) / 80;
    reds.forEach((red, row) => {
      expect(matrix.data[2 * row]).toBeCloseTo((red / 255 - mean) / Math.sqrt(variance), 4);
      expect(matrix.data[2 * row + 1]).toBeCloseTo(0, 4);
    });
    expect(notes).toEqual(['Images were scaled to 4 x 4 pixels and turned into 2 numbers by m.onnx.']);
    // A black image first, to see what comes out.
    expect(calls).toEqual([1, 32, 8]);
    expect(progress).toEqual([null, 32 / 40]);
    expect((await readdir(cache, { recursive: true })).length).toBeGreaterThan(40);
  });

  it('leave rows 0 whose image cannot be read, and say so', async () => {
    const request = await pictures([10, 20, 30], { openModel: () => Promise.resolve(firstPixel()) });
    await writeFile(join(request.spec.path, '1.png'), 'no picture');
    const { matrix, notes } = await featurise(request);
    expect([...matrix.data.subarray(2, 4)]).toEqual([0, 0]);
    expect(matrix.data[4]).toBeCloseTo(-matrix.data[0]!, 5);
    expect(notes[1]).toContain('1 images could not be read, so their features are 0: 1.png');
  });

  it('are refused where a number is none, by the name of the first image', async () => {
    const say = (value: number): number => (value > 0.5 ? NaN : value);
    const request = await pictures([10, 250, 20, 255], {
      openModel: () => Promise.resolve(firstPixel([], say)),
    });
    await expect(featurise(request)).rejects.toMatchObject({
      reason: 'badInput',
      message: expect.stringContaining('m.onnx gives NaN for 1.png; expected finite numbers') as string,
    });
  });

  it('stop when they are cancelled, and let go of the model', async () => {
    const controller = new AbortController();
    let closed = 0;
    const request = await pictures(
      Array.from({ length: 70 }, () => 9),
      {
        signal: controller.signal,
        onProgress: (message) => {
          if (message === 'Computing features') controller.abort();
        },
        openModel: () =>
          Promise.resolve({
            ...firstPixel(),
            close: () => {
              closed += 1;
              return Promise.resolve();
            },
          }),
      },
    );
    await expect(featurise(request)).rejects.toThrow('aborted');
    expect(closed).toBe(1);
  });

  it('have no parts of the picture to be taken away', async () => {
    const request = await pictures([1, 2], { openModel: () => Promise.resolve(firstPixel()) });
    const { matrix } = await featurise(request);
    const occlude = await createOccluder(request, matrix, Int32Array.of(0, 1));
    expect(occlude({ row: 0, content: '{"file":"0.png"}' })).toBeNull();
  });
});

describe('the name of features by a model', () => {
  it('depends on what the model holds and how it is asked, not on where it lies', async () => {
    const { spec } = await pictures([]);
    const idOf = async (changes: Partial<FrozenModel>): Promise<string> => {
      const each = { ...spec, images: { ...plain, model: (spec.images as FrozenModel).model, ...changes } };
      const modelHash = await modelHashOf(each);
      return featuresIdOf({ cacheFolder: '', spec: each, itemsVersion: '1', seed: 1, modelHash });
    };
    const first = await idOf({});
    const moved = join(spec.path, 'moved.onnx');
    await writeFile(moved, 'a model');
    expect(await idOf({ model: moved })).toBe(first);
    const others = [await idOf({ size: 5 }), await idOf({ mean: [0, 0, 1] }), await idOf({ output: 'out' })];
    await writeFile(moved, 'A model');
    others.push(await idOf({ deviation: [1, 1, 2] }), await idOf({ model: moved }));
    expect(new Set([first, ...others]).size).toBe(6);
    expect(await modelHashOf(specOf('/a', { kind: 'image', images: 'pixels' }))).toBeNull();
    expect(() => featuresIdOf({ cacheFolder: '', spec, itemsVersion: '1', seed: 1 })).toThrow('by its hash');
  });
});
