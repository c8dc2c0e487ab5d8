import type { Rng } from '../numeric/rng.ts';
import { createDenseNetwork } from './denseNetwork.ts';
import type { DenseNetwork, LayeredNetwork } from './denseNetwork.ts';

/** Side of the filters, and pixels from one of their places to the next. */
const [SIDE, STRIDE] = [3, 2];
/** Places that a pixel is read at, at most: two each way. */
const READERS = Math.ceil(SIDE / STRIDE) ** 2;

export interface ImageShape {
  readonly side: number;
  readonly channels: number;
}

export interface ImageEncoderSizes {
  /** Of each convolution. */
  readonly filters: readonly number[];
  /** Units of fully connected layers between the convolutions and the last; absent = none. */
  readonly hidden?: readonly number[];
  readonly outputs: number;
}

/** A network whose arrays of parameters lie in several dense ones: one a convolution, and the layers behind them. */
export interface ImageEncoder extends LayeredNetwork {
  readonly parts: readonly DenseNetwork[];
}

interface Block {
  /** 9 x channels inputs, one output a filter; every place of the image is a row to it. */
  readonly dense: DenseNetwork;
  /** For each place of the filters and each of their inputs, the value of the image that it reads; -1 beyond its edge. */
  readonly reads: Int32Array;
  /** Values of an image that comes in. */
  readonly width: number;
}

/**
 * Convolutions of 3 x 3 with stride 2, padded with zeros, with ReLU behind each, and fully connected layers. Rows are
 * images, pixel by pixel, each with its channels.
 */
export function createImageEncoder(
  shape: ImageShape,
  { filters, hidden = [], outputs }: ImageEncoderSizes,
  rng: Rng,
): ImageEncoder {
  let { side, channels } = shape;
  const blocks = filters.map((to, index): Block => {
    const dense = createDenseNetwork([SIDE * SIDE * channels, to], rng.fork(`block ${index}`));
    const block = { dense, reads: patchReads(side, channels), width: side * side * channels };
    [side, channels] = [Math.ceil(side / STRIDE), to];
    return block;
  });
  const head = createDenseNetwork([side * side * channels, ...hidden, outputs], rng.fork('head'));
  const parts = [...blocks.map(({ dense }) => dense), head];
  return {
    parts,
    layers: [
      ...blocks.flatMap(({ dense }) => dense.layers.map((layer) => ({ ...layer, readers: READERS }))),
      ...head.layers,
    ],
    products: blocks.reduce(
      (sum, { dense, reads }) => sum + reads.length * dense.layers[0]!.outputs,
      head.products,
    ),
    forward(input) {
      // For each block its patches and what comes out, then the head's.
      const trace: Float64Array[] = [];
      let values = input;
      for (const block of blocks) {
        const patches = readPatches(block, values);
        values = block.dense.forward(patches)[1]!.map((value) => Math.max(0, value));
        trace.push(patches, values);
      }
      return [...trace, ...head.forward(values)];
    },
    backward(trace, slopes, wanted = 'both') {
      // Only the first block may leave out slopes by its input.
      const inner = wanted === 'input' ? 'input' : 'both';
      let back = head.backward(trace.slice(2 * blocks.length), slopes, inner);
      for (let index = blocks.length - 1; index >= 0; index--) {
        const [patches, outputsOf] = [trace[2 * index]!, trace[2 * index + 1]!];
        const through = back.map((slope, at) => (outputsOf[at]! > 0 ? slope : 0));
        const isDone = index === 0 && wanted === 'gradient';
        const { dense } = blocks[index]!;
        back = dense.backward([patches], through, isDone ? 'gradient' : inner);
        if (!isDone) back = gatherPatches(blocks[index]!, back);
      }
      return back;
    },
    step: (rate) => parts.forEach((part) => part.step(rate)),
  };
}

function patchReads(side: number, channels: number): Int32Array {
  const places = Math.ceil(side / STRIDE);
  const reads = new Int32Array(places * places * SIDE * SIDE * channels);
  for (let index = 0; index < reads.length; index++) {
    const channel = index % channels;
    const cell = Math.floor(index / channels) % (SIDE * SIDE);
    const place = Math.floor(index / (channels * SIDE * SIDE));
    const y = STRIDE * Math.floor(place / places) + Math.floor(cell / SIDE) - 1;
    const x = STRIDE * (place % places) + (cell % SIDE) - 1;
    const inside = y >= 0 && y < side && x >= 0 && x < side;
    reads[index] = inside ? (y * side + x) * channels + channel : -1;
  }
  return reads;
}

function readPatches({ reads, width }: Block, images: Float64Array): Float64Array {
  const rows = images.length / width;
  const patches = new Float64Array(rows * reads.length);
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < reads.length; index++) {
      const from = reads[index]!;
      if (from >= 0) patches[row * reads.length + index] = images[row * width + from]!;
    }
  }
  return patches;
}

/** The adjoint of `readPatches`. */
function gatherPatches({ reads, width }: Block, slopes: Float64Array): Float64Array {
  const rows = slopes.length / reads.length;
  const images = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let index = 0; index < reads.length; index++) {
      const to = reads[index]!;
      if (to >= 0) images[row * width + to]! += slopes[row * reads.length + index]!;
    }
  }
  return images;
}
