import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import { createNetworkKernels } from '../kernels/networkKernels.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Gaussians } from './decodeTargets.ts';
import { withGradient } from './layer.ts';
import { writeBlock } from './networkBlock.ts';
import { layOutNetwork, networkBytes } from './networkMemory.ts';
import type { NetworkMemory } from './networkMemory.ts';
import { networkShape } from './networkShape.ts';
import type { NetworkShape } from './networkShape.ts';
import { applyNetwork } from './plainNetwork.ts';
import type { NetworkInput } from './plainNetwork.ts';
import { usesKernels } from './trainNeuralProcess.ts';
import type { NetworkBackend, TrainedNeuralProcess } from './trainNeuralProcess.ts';

/** Points with what is known of them, and points to predict, scaled as the network was trained. */
export interface GainQuestion {
  /** n x d, at least one row; their order does not matter. */
  readonly context: DenseMatrix;
  /** Length n; absent = all 0. */
  readonly contextValues?: Float64Array;
  /** m x d; each is predicted as if it were the only one. */
  readonly targets: DenseMatrix;
}

export interface PredictionOptions {
  readonly backend?: NetworkBackend;
  readonly signal?: Cancellation | undefined;
}

/** Targets at a time. */
const CHUNK = 256;

/**
 * Mean and standard deviation of the gain of every target, length m each. Throws RangeError for shapes that do not fit
 * the network, CancelledError when aborted.
 */
export function predictGains(
  { features, parameters }: Pick<TrainedNeuralProcess, 'features' | 'parameters'>,
  { context, contextValues, targets }: GainQuestion,
  { backend, signal }: PredictionOptions = {},
): Gaussians {
  for (const [name, matrix] of [
    ['context', context],
    ['targets', targets],
  ] as const) {
    if (matrix.columns !== features) {
      throw new RangeError(`The ${name} has ${matrix.columns} features, the network ${features}.`);
    }
  }
  if (context.rows === 0) throw new RangeError('A neural process needs at least one point of context.');
  const known = contextValues ?? new Float64Array(context.rows);
  if (known.length !== context.rows) {
    throw new RangeError(`There are ${known.length} context values for ${context.rows} points.`);
  }
  const shape = networkShape(features);
  const input = { context, contextValues: known, targets };
  const predict = usesKernels(shape, backend)
    ? kernelPredictor(shape, parameters, input)
    : plainPredictor(shape, parameters, input);
  const mean = new Float64Array(targets.rows);
  const deviation = new Float64Array(targets.rows);
  for (let first = 0; first < targets.rows; first += CHUNK) {
    throwIfCancelled(signal);
    const part = predict(rowsOf(targets, first));
    mean.set(part.mean, first);
    deviation.set(part.deviation, first);
  }
  return { mean, deviation };
}

/** At most CHUNK rows from `first`. */
function rowsOf({ rows, columns, data }: DenseMatrix, first: number): DenseMatrix {
  const count = Math.min(CHUNK, rows - first);
  return { rows: count, columns, data: data.subarray(first * columns, (first + count) * columns) };
}

type Predictor = (targets: DenseMatrix) => { readonly [Name in keyof Gaussians]: ArrayLike<number> };

function plainPredictor(shape: NetworkShape, parameters: Float64Array, input: NetworkInput): Predictor {
  const weights = withGradient(parameters);
  return (targets) => applyNetwork(weights, shape, { ...input, targets });
}

/** The context is encoded once; its points lie before those of a chunk. */
function kernelPredictor(shape: NetworkShape, parameters: Float64Array, input: NetworkInput): Predictor {
  const { context, contextValues } = input;
  const first = 4 * Math.ceil(context.rows / 4);
  const points = first + Math.min(CHUNK, 4 * Math.ceil(input.targets.rows / 4));
  const room = { shape, points, training: false, contextEntries: context.rows, threads: 1 };
  const { functions, arrays } = createNetworkKernels(networkBytes(room));
  const memory = layOutNetwork(arrays, room);
  writeBlock(shape, memory, parameters, memory.parameters);
  functions.transposeTensors(memory.at, 0, shape.tensors.length);
  writeRows(memory, context, 0);
  memory.known.set(contextValues);
  memory.contextStarts.set([0, context.rows]);
  for (let row = 0; row < context.rows; row++) {
    memory.contextPoints[row] = row;
    memory.contextSets[2 * row] = 1;
  }
  functions.encodePoints(memory.at, 0, first, 1);
  return (targets) => {
    writeRows(memory, targets, first);
    memory.targetSets.fill(0);
    for (let row = 0; row < targets.rows; row++) memory.targetSets[2 * (first + row)] = 1;
    functions.encodePoints(memory.at, first, first + 4 * Math.ceil(targets.rows / 4), 0);
    functions.predictRows(memory.at, memory.scratches[0]!);
    const part = (values: Float32Array) => values.subarray(first, first + targets.rows);
    return { mean: part(memory.means), deviation: part(memory.deviations) };
  };
}

function writeRows(memory: NetworkMemory, { rows, columns, data }: DenseMatrix, first: number): void {
  for (let row = 0; row < rows; row++) {
    memory.x.set(data.subarray(row * columns, (row + 1) * columns), (first + row) * memory.features);
  }
}
