import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEncoder } from '../../../src/data/frozen/imageEncoder.ts';
import type { ImageEncoder } from '../../../src/data/frozen/imageEncoder.ts';
import { findModelFiles } from '../../../src/data/frozen/modelFiles.ts';
import { modelOpener } from '../../../src/engineProcess/modelOpener.ts';
import type { FrozenModel } from '../../../src/protocol/frozenModel.ts';
import { temporaryFolder } from '../../data/sources.ts';
import { engineEntry } from '../processes.ts';
import {
  branchingGraphJson,
  expectedVector,
  graphJson,
  layersJson,
  onnxParts,
  writeGraph,
  writeOnnx,
} from './tinyModels.ts';
import { DOUBLE, INT64 } from './tinyOnnx.ts';
import type { Graph } from './tinyOnnx.ts';

const plain = { size: 9, mean: [0, 0, 0], deviation: [1, 1, 1], output: null };

const open = async (model: string, changes: Partial<FrozenModel> = {}): Promise<ImageEncoder> => {
  const files = await findModelFiles(model);
  const loaded = await modelOpener(engineEntry)(files);
  return createEncoder(loaded, { ...plain, model, ...changes }, files.name);
};

const image = (side: number, seed: number): Float32Array =>
  Float32Array.from({ length: side * side * 3 }, (_, at) => 0.5 + Math.sin(seed + at * at) / 2);

const onnx = async (changes: Partial<Graph> = {}, spec: Partial<FrozenModel> = {}): Promise<ImageEncoder> =>
  open(await writeOnnx(await temporaryFolder(), { ...onnxParts(), ...changes }), spec);

const graph = async (json: object, spec: Partial<FrozenModel> = {}): Promise<ImageEncoder> =>
  open(await writeGraph(join(await temporaryFolder(), 'net'), json), spec);

/** Vectors of some images beside those worked out by hand. */
async function expectVectors(encoder: ImageEncoder, side: number, spec = plain): Promise<void> {
  expect([encoder.width, encoder.height, encoder.columns]).toEqual([side, side, 4]);
  const images = [1, 2, 3].map((seed) => image(side, seed));
  const found = await encoder.encode(images);
  const expected = images.flatMap((pixels) => {
    const scaled = pixels.map((value, at) => (value - spec.mean[at % 3]!) / spec.deviation[at % 3]!);
    return [...expectedVector(scaled, side)];
  });
  expect(found).toHaveLength(12);
  expected.forEach((value, at) => expect(found[at]).toBeCloseTo(value, 5));
  expect(new Set(found).size).toBeGreaterThan(6);
}

describe('an ONNX model', () => {
  it('gives the averages of its output over places, as worked out by hand', async () => {
    await expectVectors(await onnx(), 9);
  });

  it('is shown pixels less mean, by deviation', async () => {
    const scale = { mean: [0.1, 0.5, 0.9], deviation: [0.5, 1, 2] };
    await expectVectors(await onnx({}, scale), 9, { ...plain, ...scale });
  });

  it('says the size and the number of its images itself', async () => {
    const fixed = { inputs: [{ name: 'image', shape: [2, 3, 11, 7] }] };
    const encoder = await onnx(fixed, { size: null });
    expect([encoder.width, encoder.height, encoder.batch]).toEqual([7, 11, 2]);
    const pixels = Float32Array.from({ length: 231 }, (_, at) => at / 231);
    const [one, two] = [await encoder.encode([pixels]), await encoder.encode([pixels, pixels])];
    expect(one).toHaveLength(4);
    expect([...two]).toEqual([...one, ...one]);
  });

  it.each<[string, Partial<Graph>, Partial<FrozenModel>, string]>([
    [
      'leaves the size open',
      {},
      { size: null },
      'tiny.onnx leaves the size of its images open ([any, 3, any, any])',
    ],
    [
      'takes another size',
      { inputs: [{ name: 'image', shape: ['N', 3, 8, 8] }] },
      {},
      'tiny.onnx takes images of the shape [any, 3, 8, 8]; "size" says 9',
    ],
    [
      'takes no image',
      {
        inputs: [{ name: 'image', shape: ['N', 12] }],
        nodes: [{ op: 'Relu', inputs: ['image'], outputs: ['maps'] }],
        outputs: [{ name: 'maps', shape: ['N', 12] }],
      },
      {},
      'The input of the model tiny.onnx has the shape [any, 12], which is no image; expected four lengths',
    ],
    [
      'takes whole numbers',
      {
        inputs: [{ name: 'image', type: INT64, shape: ['N', 3, 9, 9] }],
        outputs: [{ name: 'maps', type: INT64, shape: ['N', 3, 9, 9] }],
        nodes: [{ op: 'Abs', inputs: ['image'], outputs: ['maps'] }],
      },
      {},
      'tiny.onnx takes int64 numbers; expected float32',
    ],
    [
      'has two inputs',
      {
        inputs: ['image', 'other'].map((name) => ({ name, shape: ['N', 3, 9, 9] })),
        outputs: [{ name: 'maps', shape: ['N', 3, 9, 9] }],
        nodes: [{ op: 'Add', inputs: ['image', 'other'], outputs: ['maps'] }],
      },
      {},
      'tiny.onnx has 2 inputs (image, other); expected one, for images',
    ],
    [
      'has two outputs',
      { outputs: ['sums', 'maps'].map((name) => ({ name, shape: ['N', 4, 'h', 'w'] })) },
      {},
      'tiny.onnx has 2 outputs; say which in "output", one of: sums, maps',
    ],
    ['has no such output', {}, { output: 'pool' }, 'has no output "pool"; expected one of: maps'],
    [
      'gives numbers of another type',
      {
        outputs: [{ name: 'exact', type: DOUBLE, shape: ['N', 4, 'h', 'w'] }],
        nodes: [
          ...onnxParts().nodes,
          { op: 'Cast', inputs: ['maps'], outputs: ['exact'], attributes: { to: DOUBLE } },
        ],
      },
      {},
      'The output of the model tiny.onnx is of float64 numbers; expected float32',
    ],
    [
      'gives too many numbers',
      {
        outputs: [{ name: 'flat', shape: ['N', 'all'] }],
        nodes: [{ op: 'Flatten', inputs: ['image'], outputs: ['flat'], attributes: { axis: 1 } }],
      },
      { size: 40 },
      'The output "flat" of the model tiny.onnx holds 4,800 numbers an image; expected at most 3,072',
    ],
    [
      'has an operator of its own',
      {
        nodes: [
          { op: 'MyBlur', domain: 'our.ops', inputs: ['image'], outputs: ['sums'] },
          { op: 'Relu', inputs: ['sums'], outputs: ['maps'] },
        ],
      },
      {},
      'tiny.onnx uses the operator our.ops:MyBlur',
    ],
    ['cannot be computed for this size', {}, { size: 2 }, 'The model tiny.onnx cannot be computed: '],
  ])('that %s is refused in words', async (_case, changes, spec, message) => {
    await expect(onnx(changes, spec)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message) as string,
    });
  });

  it('may keep its weights in files beside it', async () => {
    const folder = await temporaryFolder();
    const [filters] = onnxParts().constants!;
    const bytes = Buffer.from(filters!.values.buffer);
    const elsewhere = (file: string) => ({ ...onnxParts(), constants: [{ ...filters!, file }] });
    const path = await writeOnnx(folder, elsewhere('weights.bin'));
    await expect(open(path)).rejects.toThrow('tiny.onnx names the weights weights.bin, which are not there');
    await writeFile(join(folder, 'weights.bin'), bytes);
    await expectVectors(await open(path), 9);
    await writeFile(join(folder, 'weights.bin'), bytes.subarray(0, 100));
    await expect(open(path)).rejects.toThrow(
      'tiny.onnx does not find all of its weights in the files beside it; export it again',
    );
    await writeOnnx(folder, elsewhere('../weights.bin'));
    await writeFile(join(folder, '../weights.bin'), bytes);
    await expect(open(path)).rejects.toThrow('weights ../weights.bin, which lie outside of its folder');
  });

  it('has to be one', async () => {
    const path = join(await temporaryFolder(), 'notes.onnx');
    await writeFile(path, 'these are no weights');
    await expect(open(path)).rejects.toThrow('notes.onnx is no ONNX model, or is damaged');
    await writeFile(path, '');
    await expect(open(path)).rejects.toThrow('notes.onnx is no ONNX model, or is damaged');
  });

  it('needs its library', async () => {
    const files = await findModelFiles(await writeOnnx(await temporaryFolder(), onnxParts()));
    await expect(modelOpener('/nowhere/main.js')(files)).rejects.toThrow(
      'tiny.onnx cannot be computed, because ONNX Runtime does not load here: ',
    );
  });
});

describe('a graph model of TensorFlow.js', () => {
  it('gives the averages of its output over places, as worked out by hand', async () => {
    await expectVectors(await graph(graphJson(-1)), 9);
    await expectVectors(await graph(graphJson(13), { size: null }), 13);
  });

  it('can be asked for any of its nodes', async () => {
    const sums = await graph(graphJson(-1), { output: 'sums' });
    const maps = await graph(graphJson(-1), { output: 'maps' });
    const images = [image(9, 1)];
    expect(await sums.encode(images)).not.toEqual(await maps.encode(images));
    await expect(graph(graphJson(-1), { output: 'pool' })).rejects.toThrow(
      'The model net/model.json has no output "pool"; expected one of: maps.',
    );
  });

  it('goes by the names of its signature, as converted models have one', async () => {
    const info = (name: string, size: readonly string[]): object => ({
      name,
      dtype: 'DT_FLOAT',
      tensorShape: { dim: size.map((each) => ({ size: each })) },
    });
    const signature = {
      inputs: { picture: info('image:0', ['-1', '9', '9', '3']) },
      outputs: {
        features: info('maps:0', ['-1', '4', '4', '4']),
        raw: info('sums:0', ['-1', '4', '4', '4']),
      },
    };
    const json = { ...graphJson(9), signature };
    await expectVectors(await graph(json, { output: 'features', size: null }), 9);
    await expectVectors(await graph(json, { output: 'maps', size: null }), 9);
    await expect(graph(json)).rejects.toThrow('net/model.json has 2 outputs; say which in "output"');
  });

  it('may have control flow', async () => {
    const folder = join(await temporaryFolder(), 'net');
    const path = await writeGraph(folder, branchingGraphJson());
    await appendFile(join(folder, 'part2.bin'), Buffer.of(1));
    await expectVectors(await open(path), 9);
  });

  it('is refused with an operator that the library lacks, and with weights cut short', async () => {
    const text = JSON.stringify(graphJson(-1));
    const foreign = JSON.parse(text.replace('"Relu"', '"OurBlur"')) as object;
    await expect(graph(foreign)).rejects.toThrow(
      'net/model.json cannot be computed: it uses the operator OurBlur, which TensorFlow.js does not have here.',
    );
    const folder = join(await temporaryFolder(), 'net');
    const path = await writeGraph(folder);
    await writeFile(join(folder, 'part2.bin'), 'short');
    await expect(open(path)).rejects.toThrow('net/model.json cannot be loaded: ');
    await expect(graph(graphJson(-1), { size: null })).rejects.toThrow('leaves the size of its images open');
  });
});

describe('a layers model of TensorFlow.js', () => {
  it('gives the averages of its output over places, as worked out by hand', async () => {
    await expectVectors(await graph(layersJson(null)), 9);
    await expectVectors(await graph(layersJson(13), { size: null }), 13);
  });

  it('can be asked for any of its layers', async () => {
    const [sums, maps] = [
      await graph(layersJson(9), { output: 'sums' }),
      await graph(layersJson(9), { output: 'maps' }),
    ];
    const images = [image(9, 1)];
    expect(await sums.encode(images)).not.toEqual(await maps.encode(images));
    await expect(graph(layersJson(9), { output: 'pool' })).rejects.toThrow(
      'The model net/model.json has no output "pool"; expected one of: maps.',
    );
  });

  it('is refused with a layer of its own, and with weights cut short', async () => {
    const foreign = JSON.parse(JSON.stringify(layersJson(9)).replace('"Activation"', '"OurBlur"')) as object;
    await expect(graph(foreign)).rejects.toThrow(
      'net/model.json cannot be loaded: it has the layer OurBlur, which TensorFlow.js does not know; convert it with',
    );
    const folder = join(await temporaryFolder(), 'net');
    const path = await writeGraph(folder, layersJson(9));
    await writeFile(join(folder, 'part2.bin'), 'short');
    await expect(open(path)).rejects.toThrow('net/model.json cannot be loaded: ');
    await expect(graph(layersJson(null), { size: null })).rejects.toThrow(
      'leaves the size of its images open',
    );
  });
});
