import {
  add,
  clone,
  cast,
  concat1d,
  div,
  gather,
  logSoftmax,
  mul,
  neg,
  oneHot,
  reshape,
  scalar,
  sum,
  tensor,
  tensor1d,
  tensor2d,
  tidy,
  train,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import type { Scalar, Tensor, Tensor1D, Tensor2D, Variable } from '@tensorflow/tfjs-core';
import { throwIfCancelled } from '../../engine/cancellation.ts';
import type { NetworkRows, NetworkTask, TrainedNetwork } from '../../engine/networks/networkRunner.ts';
import { parameterPlaces } from '../../engine/networks/networkSpec.ts';
import { stoppingRule } from '../../engine/networks/stoppingRule.ts';
import { drawBatches, drawDropout } from '../../engine/networks/trainingDraws.ts';
import { createRng } from '../../engine/numeric/rng.ts';
import type { Rng } from '../../engine/numeric/rng.ts';
import { cutParameters, forward } from './networkLayers.ts';
import type { DrawMask, NetworkPass } from './networkLayers.ts';
import type { Reading } from './reading.ts';

/** What one training works on. */
interface Training {
  readonly task: NetworkTask;
  readonly variables: readonly Variable[];
  readonly optimizer: ReturnType<typeof train.adam>;
  readonly data: Uploaded;
}

/** Rows where the backend computes. */
interface Uploaded {
  readonly features: Tensor2D;
  /** n x outputs, 1 at the class of each row. */
  readonly targets: Tensor2D;
  readonly weights: Tensor1D;
}

/**
 * Trains a network on whatever backend is set. Every tensor that it made is disposed of, also where it is cancelled,
 * which throws CancelledError.
 */
export function* trainNetwork(task: NetworkTask): Reading<TrainedNetwork> {
  const { spec, rows, heldOut, schedule } = task;
  const variables = cutParameters(spec, task.start).map(({ shape, values }) =>
    tidy(() => variable(tensor(values, shape))),
  );
  const data = upload(rows, spec.outputs);
  const held = heldOut && upload(heldOut, spec.outputs);
  const optimizer = train.adam(schedule.learningRate);
  const kept: Tensor[] = [];
  try {
    const losses = yield* trainEpochs({ task, variables, optimizer, data }, held, (parameters) =>
      dispose(kept.splice(0, kept.length, ...parameters)),
    );
    const parameters = tidy(() => concat1d(kept.map((each) => reshape(each, [-1]))));
    kept.push(parameters);
    return { parameters: Float32Array.from(yield parameters), losses };
  } finally {
    optimizer.dispose();
    dispose([...variables, ...kept, ...tensorsOf(data), ...(held === null ? [] : tensorsOf(held))]);
  }
}

const tensorsOf = ({ features, targets, weights }: Uploaded): readonly Tensor[] => [
  features,
  targets,
  weights,
];

const dispose = (tensors: readonly Tensor[]): void => tensors.forEach((each) => each.dispose());

/** Hands on the parameters of each epoch that is the best so far. */
function* trainEpochs(
  training: Training,
  held: Uploaded | null,
  keepBest: (parameters: readonly Tensor[]) => void,
): Reading<readonly number[]> {
  const { task, variables } = training;
  const judge = stoppingRule(task.schedule.patience);
  const rng = createRng(task.seed);
  const losses: number[] = [];
  for (let epoch = 0; epoch < task.schedule.epochs; epoch++) {
    const trained = trainEpoch(training, rng.fork(`epoch ${epoch}`));
    const watched =
      held === null
        ? clone(trained)
        : tidy(() => meanLoss({ spec: task.spec, parameters: variables, drawMask: null }, held));
    trained.dispose();
    const [loss = NaN] = yield* readAndDispose(watched);
    losses.push(loss);
    const { isBest, isOver } = judge(loss);
    if (isBest || epoch === 0) keepBest(variables.map((each) => clone(each)));
    if (isOver) break;
  }
  return losses;
}

function* readAndDispose(read: Tensor): Reading<Float32Array> {
  try {
    return yield read;
  } finally {
    read.dispose();
  }
}

/** One pass over the rows; gives the mean loss of its batches. */
function trainEpoch({ task, variables, optimizer, data }: Training, rng: Rng): Scalar {
  const { spec, schedule, rows, signal } = task;
  const drawMask: DrawMask = (count, width) =>
    tensor2d(drawDropout(count * width, spec.dropout, rng), [count, width]);
  let total = scalar(0);
  try {
    for (const batch of drawBatches(rows.labels.length, schedule.batch, rng)) {
      throwIfCancelled(signal);
      const summed = total;
      total = tidy(() => {
        const part = partOf(data, batch);
        const pass = { spec, parameters: variables, drawMask: spec.dropout > 0 ? drawMask : null };
        const lossOf = () => meanLoss(pass, part);
        const { value, grads } = variableGrads(lossOf, [...variables]);
        decay(task, variables);
        optimizer.applyGradients(Object.entries(grads).map(([name, each]) => ({ name, tensor: each })));
        return add(summed, mul(value, batch.length / rows.labels.length));
      });
      summed.dispose();
    }
    return total;
  } catch (error) {
    total.dispose();
    throw error;
  }
}

function partOf({ features, targets, weights }: Uploaded, batch: Int32Array): Uploaded {
  const places = tensor1d(batch, 'int32');
  return {
    features: gather(features, places),
    targets: gather(targets, places),
    weights: gather(weights, places),
  };
}

/** Mean over rows of weight x cross-entropy. */
function meanLoss(pass: NetworkPass, { features, targets, weights }: Uploaded): Scalar {
  const { logits } = forward(pass, features);
  const losses = neg(sum(mul(targets, logSoftmax(logits)), 1));
  return div(sum(mul(losses, weights)), weights.shape[0]);
}

function decay({ spec, schedule }: NetworkTask, variables: readonly Variable[]): void {
  if (schedule.weightDecay === 0) return;
  const factor = 1 - Math.min(1, schedule.learningRate * schedule.weightDecay);
  for (const [index, { kind }] of parameterPlaces(spec).entries()) {
    if (kind !== 'biases') variables[index]!.assign(mul(variables[index]!, factor));
  }
}

function upload({ features, labels, weights }: NetworkRows, outputs: number): Uploaded {
  return {
    features: tensor2d(features.data, [features.rows, features.columns]),
    targets: tidy(() => cast(oneHot(tensor1d(labels, 'int32'), outputs), 'float32') as Tensor2D),
    weights: tensor1d(weights),
  };
}
