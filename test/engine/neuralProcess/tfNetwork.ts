import '@tensorflow/tfjs-backend-cpu';
import {
  add,
  concat,
  div,
  engine,
  env,
  log,
  matMul,
  mean,
  mul,
  relu,
  setBackend,
  softmax,
  softplus,
  split,
  sqrt,
  square,
  stack,
  sub,
  tensor2d,
  valueAndGrads,
} from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { LinearShape, NetworkShape, NormShape } from '../../../src/engine/neuralProcess/networkShape.ts';
import type { NetworkInput } from '../../../src/engine/neuralProcess/plainNetwork.ts';
import type { DenseMatrix } from '../../../src/engine/numeric/matrix.ts';

// The network once more, from the description of Bakker et al. 2023 and in the operations of TensorFlow.js, which finds
// the gradient by itself: nothing of ours is used but the places of the parameters.

/** The tensor of parameters that begins at `offset`. */
type At = (offset: number) => Tensor;

/** Rows x inputs to rows x outputs. */
function linear(at: At, { weight, bias }: LinearShape, x: Tensor): Tensor {
  const product = matMul(x, at(weight), false, true);
  return bias === null ? product : add(product, at(bias));
}

const perceptron = (at: At, layers: readonly LinearShape[], x: Tensor): Tensor =>
  layers.reduce((row, layer, index) => linear(at, layer, index === 0 ? row : relu(row)), x);

function normalise(at: At, { gain, shift }: NormShape, x: Tensor): Tensor {
  const centred = sub(x, mean(x, 1, true));
  const unit = div(centred, sqrt(add(mean(square(centred), 1, true), 1e-5)));
  return add(mul(unit, at(gain)), at(shift));
}

function attention(heads: number, queries: Tensor, keys: Tensor, values: Tensor): Tensor {
  const [q, k, v] = [queries, keys, values].map((rows) => split(rows, heads, 1));
  const mixes = q!.map((query, head) => {
    const logits = div(matMul(query, k![head]!, false, true), Math.sqrt(query.shape[1]!));
    return matMul(softmax(logits), v![head]!);
  });
  return concat(mixes, 1);
}

/** Mean negative log-likelihood of the targets of one problem. */
function problemLoss(at: At, shape: NetworkShape, input: NetworkInput, gains: Float64Array): Tensor {
  const context = perceptron(at, shape.point, matrix(input.context));
  const targets = perceptron(at, shape.point, matrix(input.targets));
  const known = tensor2d(Float32Array.from(input.contextValues), [input.contextValues.length, 1]);
  const label = perceptron(at, shape.label, known);
  const represented = perceptron(at, shape.value, relu(add(context, label)));
  const read = attention(
    shape.heads,
    linear(at, shape.queries, targets),
    linear(at, shape.keys, context),
    linear(at, shape.values, represented),
  );
  const first = normalise(at, shape.attendedNorm, add(read, targets));
  const second = normalise(at, shape.mixedNorm, add(first, perceptron(at, shape.mixer, first)));
  const joined = relu(add(targets, perceptron(at, shape.resizer, second)));
  const [mu, raw] = split(perceptron(at, shape.decoder, joined), 2, 1);
  const sigma = add(mul(softplus(raw!), 0.99), 0.01);
  const z = div(sub(tensor2d(Float32Array.from(gains), [gains.length, 1]), mu!), sigma);
  return mean(add(add(log(sigma), 0.5 * Math.log(2 * Math.PI)), mul(square(z), 0.5)));
}

const matrix = ({ rows, columns, data }: DenseMatrix): Tensor2D =>
  tensor2d(Float32Array.from(data), [rows, columns]);

export interface TfProblem {
  readonly input: NetworkInput;
  readonly gains: Float64Array;
}

/** Loss of a batch and its gradient, in the order of `NetworkShape`, as TensorFlow.js has them in float32. */
export async function tfGradient(
  shape: NetworkShape,
  parameters: Float64Array,
  batch: readonly TfProblem[],
): Promise<{ readonly loss: number; readonly gradient: Float32Array }> {
  // Else it advises another back-end.
  env().set('IS_TEST', true);
  await setBackend('cpu');
  const places = new Map(shape.tensors.map(({ offset }, index) => [offset, index]));
  const lossOf = (...tensors: Tensor[]): Tensor => {
    const at: At = (offset) => tensors[places.get(offset)!]!;
    return mean(stack(batch.map(({ input, gains }) => problemLoss(at, shape, input, gains))));
  };
  engine().startScope();
  try {
    const starts = shape.tensors.map(({ rows, columns, offset }) =>
      tensor2d(Float32Array.from(parameters.subarray(offset, offset + rows * columns)), [rows, columns]),
    );
    const { value, grads } = valueAndGrads(lossOf)(starts);
    const gradient = new Float32Array(shape.count);
    grads.forEach((slopes, index) => gradient.set(slopes.dataSync(), shape.tensors[index]!.offset));
    return { loss: value.dataSync()[0]!, gradient };
  } finally {
    engine().endScope();
  }
}
