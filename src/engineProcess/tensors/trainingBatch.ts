import { add, div, logSoftmax, mul, neg, reshape, sum, tensor1d, tensor2d } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { cropAndFlip } from '../../engine/networks/augmentation.ts';
import type { NetworkRows, NetworkTask } from '../../engine/networks/networkRunner.ts';
import type { NetworkSpec } from '../../engine/networks/networkSpec.ts';
import { drawDropout } from '../../engine/networks/trainingDraws.ts';
import type { Rng } from '../../engine/numeric/rng.ts';
import { pairLoss } from './lossModule.ts';
import { forward } from './networkLayers.ts';
import type { NetworkPass, TrainingPass } from './networkLayers.ts';
import type { LearnedRows, Piece } from './batchGradients.ts';

/** Dropout of each hidden layer, n x its units; none where all units are kept. */
export type DrawnMasks = readonly { readonly width: number; readonly values: Float32Array }[];

/** Rows of a training step, or rows whose loss is watched. */
export interface Batch extends NetworkRows {
  readonly masks: DrawnMasks;
}

/**
 * The named rows of a task with all that is drawn for the step `index` of an epoch: nothing is drawn later, so that draws
 * do not depend on how much memory there is. `rng` is the epoch's.
 */
export function drawBatch(task: NetworkTask, places: Int32Array, index: number, rng: Rng): Batch {
  const { spec, rows, schedule } = task;
  const { columns } = rows.features;
  const data = new Float32Array(places.length * columns);
  places.forEach((row, place) =>
    data.set(rows.features.data.subarray(row * columns, (row + 1) * columns), place * columns),
  );
  const moves = schedule.augment === 'cropFlip' && spec.kind !== 'perceptron';
  const moved = moves ? cropAndFlip({ ...spec, data }, rng.fork(`augment ${index}`)) : data;
  return {
    features: { rows: places.length, columns, data: moved },
    labels: places.map((row) => rows.labels[row]!),
    weights: pickRows(rows.weights, places, rows.labels.length),
    masks: drawMasks(spec, places.length, rng),
  };
}

/** The named rows of `values`, which are those of `count` rows. */
function pickRows(values: Float32Array, places: Int32Array, count: number): Float32Array {
  const width = values.length / count;
  return Float32Array.from(
    { length: places.length * width },
    (_, at) => values[places[Math.floor(at / width)]! * width + (at % width)]!,
  );
}

export function drawMasks(spec: NetworkSpec, rows: number, rng: Rng): DrawnMasks {
  if (spec.kind === 'residual' || spec.dropout === 0) return [];
  return spec.hidden.map((width) => ({ width, values: drawDropout(rows * width, spec.dropout, rng) }));
}

/** Rows where the backend computes. */
export interface Uploaded {
  readonly features: Tensor2D;
  /** n x heads rows of as many columns as there are classes, 1 at the class of each row. */
  readonly targets: Tensor2D;
  /** n x heads. */
  readonly weights: Tensor1D;
  readonly masks: readonly Tensor2D[] | null;
}

/** The masks of a piece; null where there are none. */
export const uploadMasks = (masks: DrawnMasks, piece: Piece): readonly Tensor2D[] | null =>
  masks.length === 0 ? null : masks.map(({ width, values }) => uploadRows(values, width, piece));

/** The rows of a piece, each of so many values. */
export const uploadRows = (values: Float32Array, width: number, [from, to]: Piece): Tensor2D =>
  tensor2d(values.subarray(from * width, to * width), [to - from, width]);

/** A piece of a batch. */
export function upload(batch: Batch, outputs: number, piece: Piece): Uploaded {
  const { features, labels, weights, masks } = batch;
  const [from, to] = piece;
  const count = to - from;
  const heads = weights.length / labels.length;
  const classes = outputs / heads;
  const targets = new Float32Array(count * outputs);
  for (let line = 0; line < count * heads; line++) {
    targets[line * classes + labels[from + Math.floor(line / heads)]!] = 1;
  }
  return {
    features: uploadRows(features.data, features.columns, piece),
    targets: tensor2d(targets, [count * heads, classes]),
    weights: tensor1d(weights.subarray(from * heads, to * heads)),
    masks: uploadMasks(masks, piece),
  };
}

/** A batch as it is learned from. */
export const learnedRows = (
  { spec, parameters }: Pick<NetworkPass, 'spec' | 'parameters'>,
  batch: Batch,
  isDetached: TrainingPass['isDetached'],
): LearnedRows => ({
  count: batch.labels.length,
  upload: (piece) => {
    const rows = upload(batch, spec.outputs, piece);
    return (onStatistics) =>
      meanLoss({ spec, parameters, training: { masks: rows.masks, isDetached, onStatistics } }, rows);
  },
});

/**
 * Mean over rows and heads of weight x cross-entropy; in training, and where the network predicts its losses, plus what
 * is wrong with those predictions.
 */
export function meanLoss(pass: NetworkPass, { features, targets, weights }: Uploaded): Scalar {
  const { logits, predictedLosses } = forward(pass, features);
  const losses = neg(sum(mul(targets, logSoftmax(reshape(logits, targets.shape))), 1));
  const own: Scalar = div(sum(mul(losses, weights)), weights.shape[0]);
  if (predictedLosses === null || pass.training === null) return own;
  return add(own, pairLoss(predictedLosses, losses as Tensor1D));
}
