import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onnxModel } from './tinyOnnx.ts';
import type { Graph } from './tinyOnnx.ts';

/** Models of one convolution: 3 channels to 4, windows of 3 x 3, every second place, no edge; then what is below 0 cut. */
const CHANNELS = 3;
const FILTERS = 4;
const WINDOW = 3;
const STRIDE = 2;

/** Weight of a filter at a place of its window; `scale` makes another model of the same shape. */
const weight = (filter: number, channel: number, place: number, scale = 1): number =>
  scale * Math.fround(Math.sin(1 + filter * 31 + channel * 11 + place * 3) / 4);

const places = Array.from({ length: WINDOW * WINDOW }, (_, place) => place);

/** As ONNX has filters: filter, channel, row, column. */
const onnxFilters = (scale?: number): Float32Array =>
  Float32Array.from({ length: FILTERS * CHANNELS * places.length }, (_, at) => {
    const rest = Math.floor(at / places.length);
    return weight(Math.floor(rest / CHANNELS), rest % CHANNELS, at % places.length, scale);
  });

/** As TensorFlow has them: row, column, channel, filter. */
const graphFilters = (scale?: number): Float32Array =>
  Float32Array.from({ length: FILTERS * CHANNELS * places.length }, (_, at) => {
    const rest = Math.floor(at / FILTERS);
    return weight(at % FILTERS, rest % CHANNELS, Math.floor(rest / CHANNELS), scale);
  });

/** What the models say of an image (side x side x RGB), averaged over places: worked out sum by sum. */
export function expectedVector(pixels: Float32Array, side: number, scale = 1): Float64Array {
  const outputs = Math.floor((side - WINDOW) / STRIDE) + 1;
  const vector = new Float64Array(FILTERS);
  for (let filter = 0; filter < FILTERS; filter += 1) {
    for (let place = 0; place < outputs * outputs; place += 1) {
      const [top, left] = [STRIDE * Math.floor(place / outputs), STRIDE * (place % outputs)];
      let sum = 0;
      for (const inner of places) {
        const [y, x] = [top + Math.floor(inner / WINDOW), left + (inner % WINDOW)];
        for (let channel = 0; channel < CHANNELS; channel += 1) {
          sum += weight(filter, channel, inner, scale) * pixels[(y * side + x) * CHANNELS + channel]!;
        }
      }
      vector[filter]! += Math.max(0, sum) / (outputs * outputs);
    }
  }
  return vector;
}

/** Parts of the ONNX model that a test may want otherwise. */
export const onnxParts = (scale?: number): Graph => ({
  inputs: [{ name: 'image', shape: ['N', CHANNELS, 'H', 'W'] }],
  outputs: [{ name: 'maps', shape: ['N', FILTERS, 'h', 'w'] }],
  nodes: [
    {
      op: 'Conv',
      inputs: ['image', 'filters'],
      outputs: ['sums'],
      attributes: { strides: [STRIDE, STRIDE] },
    },
    { op: 'Relu', inputs: ['sums'], outputs: ['maps'] },
  ],
  constants: [{ name: 'filters', dims: [FILTERS, CHANNELS, WINDOW, WINDOW], values: onnxFilters(scale) }],
});

export async function writeOnnx(folder: string, graph: Graph, name = 'tiny.onnx'): Promise<string> {
  const path = join(folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(path, onnxModel(graph));
  return path;
}

const floats = { type: 'DT_FLOAT' } as const;
const dim = (size: number): object => ({ size: String(size) });

/** The model.json of the TensorFlow.js model, whose weights are two files; `side` -1 leaves the size open. */
export const graphJson = (side: number): Readonly<Record<string, unknown>> => ({
  format: 'graph-model',
  modelTopology: {
    versions: { producer: 1 },
    node: [
      {
        name: 'image',
        op: 'Placeholder',
        attr: { dtype: floats, shape: { shape: { dim: [dim(-1), dim(side), dim(side), dim(CHANNELS)] } } },
      },
      {
        name: 'filters',
        op: 'Const',
        attr: { dtype: floats, value: { tensor: { dtype: 'DT_FLOAT', tensorShape: {} } } },
      },
      {
        name: 'sums',
        op: 'Conv2D',
        input: ['image', 'filters'],
        attr: {
          T: floats,
          strides: { list: { i: ['1', String(STRIDE), String(STRIDE), '1'] } },
          padding: { s: Buffer.from('VALID').toString('base64') },
          dataFormat: { s: Buffer.from('NHWC').toString('base64') },
          dilations: { list: { i: ['1', '1', '1', '1'] } },
        },
      },
      { name: 'maps', op: 'Relu', input: ['sums'], attr: { T: floats } },
    ],
  },
  weightsManifest: [
    {
      paths: ['part1.bin', 'part2.bin'],
      weights: [{ name: 'filters', shape: [WINDOW, WINDOW, CHANNELS, FILTERS], dtype: 'float32' }],
    },
  ],
});

/**
 * The model.json of a layers model of TensorFlow.js, as Keras names its parts: a convolution `sums` without bias, and what
 * is below 0 cut by `maps`; `side` null leaves the size open.
 */
export function layersJson(side: number | null): Readonly<Record<string, unknown>> {
  const node = (from: string): readonly unknown[] => [[[from, 0, 0, {}]]];
  const convolution = {
    name: 'sums',
    filters: FILTERS,
    kernel_size: [WINDOW, WINDOW],
    strides: [STRIDE, STRIDE],
    padding: 'valid',
    data_format: 'channels_last',
    activation: 'linear',
    use_bias: false,
  };
  const layers = [
    {
      class_name: 'InputLayer',
      name: 'image',
      config: { name: 'image', batch_input_shape: [null, side, side, CHANNELS], dtype: 'float32' },
      inbound_nodes: [],
    },
    { class_name: 'Conv2D', name: 'sums', config: convolution, inbound_nodes: node('image') },
    {
      class_name: 'Activation',
      name: 'maps',
      config: { name: 'maps', activation: 'relu' },
      inbound_nodes: node('sums'),
    },
  ];
  return {
    format: 'layers-model',
    modelTopology: {
      keras_version: '2.15.0',
      backend: 'tensorflow',
      model_config: {
        class_name: 'Functional',
        config: { name: 'tiny', layers, input_layers: [['image', 0, 0]], output_layers: [['maps', 0, 0]] },
      },
    },
    weightsManifest: [
      {
        paths: ['part1.bin', 'part2.bin'],
        weights: [{ name: 'sums/kernel', shape: [WINDOW, WINDOW, CHANNELS, FILTERS], dtype: 'float32' }],
      },
    ],
  };
}

/** The graph model, but that a switch decides whether the sums are cut; its weights have one more byte, which says yes. */
export function branchingGraphJson(): Readonly<Record<string, unknown>> {
  const json = JSON.parse(JSON.stringify(graphJson(-1))) as {
    readonly modelTopology: { node: object[] };
    readonly weightsManifest: readonly { readonly weights: object[] }[];
  };
  const { node } = json.modelTopology;
  const attr = { T: floats };
  node.splice(
    node.length - 1,
    1,
    {
      name: 'yes',
      op: 'Const',
      attr: { dtype: { type: 'DT_BOOL' }, value: { tensor: { dtype: 'DT_BOOL', tensorShape: {} } } },
    },
    { name: 'branch', op: 'Switch', input: ['sums', 'yes'], attr },
    { name: 'cut', op: 'Relu', input: ['branch:1'], attr },
    { name: 'turned', op: 'Neg', input: ['branch'], attr },
    { name: 'maps', op: 'Merge', input: ['turned', 'cut'], attr },
  );
  json.weightsManifest[0]!.weights.push({ name: 'yes', shape: [], dtype: 'bool' });
  return { ...json };
}

export async function writeGraph(
  folder: string,
  json: object = graphJson(-1),
  scale?: number,
): Promise<string> {
  const path = join(folder, 'model.json');
  const bytes = Buffer.from(graphFilters(scale).buffer);
  await mkdir(folder, { recursive: true });
  await writeFile(path, JSON.stringify(json));
  await writeFile(join(folder, 'part1.bin'), bytes.subarray(0, 100));
  await writeFile(join(folder, 'part2.bin'), bytes.subarray(100));
  return path;
}
