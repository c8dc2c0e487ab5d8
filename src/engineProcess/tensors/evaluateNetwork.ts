import { concat1d, dispose, reshape, tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NetworkOutputs } from '../../engine/networks/networkRunner.ts';
import { embeddingWidth, largestLayer } from '../../engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../engine/networks/networkSpec.ts';
import type { Matrix } from '../../engine/numeric/matrix.ts';
import { cutParameters, forward } from './networkLayers.ts';
import { guardMemory } from './outOfMemory.ts';
import { halvePieces, rowsAtOnce } from './pieces.ts';
import type { Pieces } from './pieces.ts';
import type { Reading } from './reading.ts';

/**
 * Logits and embeddings of `features` (n x inputs) on whatever backend is set, in blocks of rows that become smaller where
 * memory runs out, of which `onNote` is told.
 */
export function* evaluateNetwork(
  spec: NetworkSpec,
  parameters: Float32Array,
  features: Matrix,
  onNote?: (note: string) => void,
): Reading<NetworkOutputs> {
  guardMemory();
  const { rows } = features;
  const width = embeddingWidth(spec);
  const logits = new Float32Array(rows * spec.outputs);
  const embeddings = new Float32Array(rows * width);
  const predictedLosses = spec.lossUnits === undefined ? null : new Float32Array(rows);
  const pieces: Pieces = { rows: rowsAtOnce(largestLayer(spec)), onNote };
  const arrays: Tensor[] = [];
  try {
    for (const { shape, values } of cutParameters(spec, parameters)) arrays.push(tensor(values, shape));
    for (let from = 0; from < rows;) {
      const to = Math.min(rows, from + pieces.rows);
      try {
        const numbers = yield* readAndDispose(outputsOf(spec, arrays, blockOf(features, from, to)));
        const [first, second] = [(to - from) * width, (to - from) * (width + spec.outputs)];
        embeddings.set(numbers.subarray(0, first), from * width);
        logits.set(numbers.subarray(first, second), from * spec.outputs);
        predictedLosses?.set(numbers.subarray(second), from);
        from = to;
      } catch (error) {
        halvePieces(pieces, to - from, error);
      }
    }
    return { logits, embeddings, ...(predictedLosses && { predictedLosses }) };
  } finally {
    dispose(arrays);
  }
}

const blockOf = ({ columns, data }: Matrix, from: number, to: number): Matrix => ({
  rows: to - from,
  columns,
  data: data.subarray(from * columns, to * columns),
});

/** Embeddings, then logits, then predicted losses where there are some, in one tensor: reading takes a while on some backends, however little it is. */
function outputsOf(
  spec: NetworkSpec,
  parameters: readonly Tensor[],
  { rows, columns, data }: Matrix,
): Tensor {
  return tidy(() => {
    const block = tensor2d(data, [rows, columns]);
    const { hidden, logits, predictedLosses } = forward({ spec, parameters, training: null }, block);
    const losses = predictedLosses === null ? [] : [predictedLosses];
    return concat1d([reshape(hidden, [-1]), reshape(logits, [-1]), ...losses]);
  });
}

/** The numbers of a tensor that is needed no more. */
export function* readAndDispose(read: Tensor): Reading<Float32Array> {
  try {
    return yield read;
  } finally {
    read.dispose();
  }
}
