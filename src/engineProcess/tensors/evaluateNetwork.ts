import { concat1d, dispose, reshape, tensor, tidy } from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { NetworkOutputs } from '../../engine/networks/networkRunner.ts';
import { embeddingWidth, largestLayer } from '../../engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../engine/networks/networkSpec.ts';
import type { Matrix } from '../../engine/numeric/matrix.ts';
import type { Piece } from './batchGradients.ts';
import { cutParameters, forward } from './networkLayers.ts';
import type { NetworkPass } from './networkLayers.ts';
import { guardMemory } from './outOfMemory.ts';
import { halvePieces, rowsAtOnce } from './pieces.ts';
import type { Pieces } from './pieces.ts';
import type { Reading } from './reading.ts';
import { uploadMasks, uploadRows } from './trainingBatch.ts';
import type { DrawnMasks } from './trainingBatch.ts';

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
  const arrays: Tensor[] = [];
  try {
    for (const { shape, values } of cutParameters(spec, parameters)) arrays.push(tensor(values, shape));
    const pieces = { rows: rowsAtOnce(largestLayer(spec)), onNote };
    return yield* evaluateTensors({ spec, parameters: arrays, masks: null }, features, pieces);
  } finally {
    dispose(arrays);
  }
}

/** A network whose parameters are where the backend computes. */
export interface OutputsPass extends Pick<NetworkPass, 'spec' | 'parameters'> {
  /** Null = evaluation; else what the network gives in training, batch norms seeing a block each. */
  readonly masks: DrawnMasks | null;
}

/** The same of a network that is there already; leaves its parameters. */
export function* evaluateTensors(
  pass: OutputsPass,
  features: Matrix,
  pieces: Pieces,
): Reading<NetworkOutputs> {
  const { spec } = pass;
  const { rows } = features;
  const width = embeddingWidth(spec);
  const logits = new Float32Array(rows * spec.outputs);
  const embeddings = new Float32Array(rows * width);
  const predictedLosses = spec.lossUnits === undefined ? null : new Float32Array(rows);
  for (let from = 0; from < rows;) {
    const to = Math.min(rows, from + pieces.rows);
    try {
      const numbers = yield* readAndDispose(outputsOf(pass, features, [from, to]));
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
}

/** Embeddings, then logits, then predicted losses where there are some, in one tensor: reading takes a while on some backends, however little it is. */
function outputsOf({ spec, parameters, masks }: OutputsPass, features: Matrix, piece: Piece): Tensor {
  return tidy(() => {
    const block = uploadRows(features.data, features.columns, piece);
    const training = masks && {
      masks: uploadMasks(masks, piece),
      isDetached: false,
      onStatistics: () => undefined,
    };
    const { hidden, logits, predictedLosses } = forward({ spec, parameters, training }, block);
    const losses = predictedLosses === null ? [] : [predictedLosses];
    return concat1d([reshape(hidden, [-1]), reshape(logits, [-1]), ...losses]);
  });
}

/** The numbers of all tensors, one after the other. */
export function* readFlat(tensors: readonly Tensor[]): Reading<Float32Array> {
  const flat = tidy(() => concat1d(tensors.map((each) => reshape(each, [-1]))));
  return Float32Array.from(yield* readAndDispose(flat));
}

/** The numbers of a tensor that is needed no more. */
export function* readAndDispose(read: Tensor): Reading<Float32Array> {
  try {
    return yield read;
  } finally {
    read.dispose();
  }
}
