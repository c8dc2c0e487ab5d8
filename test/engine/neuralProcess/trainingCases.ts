import { initialiseNetwork } from '../../../src/engine/neuralProcess/initialise.ts';
import { createKernelNetwork } from '../../../src/engine/neuralProcess/kernelNetwork.ts';
import { withGradient } from '../../../src/engine/neuralProcess/layer.ts';
import { readBlock } from '../../../src/engine/neuralProcess/networkBlock.ts';
import type { NetworkShape } from '../../../src/engine/neuralProcess/networkShape.ts';
import type { NeuralProcessProblems } from '../../../src/engine/neuralProcess/neuralProcessProblems.ts';
import type { NetworkInput } from '../../../src/engine/neuralProcess/plainNetwork.ts';
import { addGradient } from '../../../src/engine/neuralProcess/plainTrainer.ts';
import { stepPhases } from '../../../src/engine/neuralProcess/stepPhases.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { largestGap, pickRows } from './problems.ts';
import type { ProblemsShape } from './problems.ts';

/** Batches on which every form of the network must agree. */
export const trainingCases: readonly (ProblemsShape & { readonly name: string })[] = [
  { name: 'one feature, two points', points: 2, features: 1, contexts: [1] },
  { name: 'problems of many sizes', points: 30, features: 21, contexts: [3, 15, 27, 10, 29] },
  {
    name: 'known values, points that are neither',
    points: 25,
    features: 6,
    contexts: [5, 8],
    left: 4,
    withValues: true,
  },
  { name: 'more features than points', points: 13, features: 119, contexts: [6, 6, 6] },
  {
    name: '64 problems',
    points: 41,
    features: 9,
    contexts: new Array<number>(64).fill(20),
    withValues: true,
  },
  { name: 'few of many points', points: 130, features: 5, contexts: [4, 6], left: 100 },
];

/** Around the released initialisation, but with every bias and label weight away from 0. */
export function startOf(shape: NetworkShape, seed: number): Float64Array {
  const rng = createRng(seed);
  return initialiseNetwork(shape, rng).map((value) => value + 0.1 * rng.normal());
}

export const everyProblem = ({ problems }: NeuralProcessProblems): Int32Array =>
  Int32Array.from(problems.keys());

/** Each problem as the plain form takes it. */
export const batchOf = (
  all: NeuralProcessProblems,
): readonly { readonly input: NetworkInput; readonly gains: Float64Array }[] =>
  all.problems.map(({ context, targets, gains }) => ({
    input: {
      context: pickRows(all.features, [...context]),
      contextValues: Float64Array.from(context, (row) => all.contextValues?.[row] ?? 0),
      targets: pickRows(all.features, [...targets]),
    },
    gains,
  }));

export interface LossAndGradient {
  readonly loss: number;
  readonly gradient: ArrayLike<number>;
}

/** Loss and gradient of one batch in float64. */
export function plainGradient(
  shape: NetworkShape,
  start: Float64Array,
  all: NeuralProcessProblems,
): LossAndGradient {
  const weights = withGradient(start);
  const losses = batchOf(all).map(({ input, gains }) => addGradient(weights, shape, input, gains));
  const count = losses.length;
  const loss = losses.reduce((sum, value) => sum + value, 0) / count;
  return { loss, gradient: weights.gradient.map((value) => value / count) };
}

/** The same in the kernels' float32. */
export function kernelGradient(
  shape: NetworkShape,
  start: Float64Array,
  all: NeuralProcessProblems,
): LossAndGradient {
  const { memory, worker, load } = createKernelNetwork(shape, start, all);
  load(everyProblem(all));
  for (const phase of stepPhases) {
    for (let share = 0; share < phase.shares; share++) phase.run(worker, share, { rate: 1e-2, bias2: 1e-3 });
  }
  // A first moment after one step is a tenth of the gradient.
  const gradient = readBlock(shape, memory, memory.firstMoments).map((value) => 10 * value);
  return { loss: memory.losses.reduce((sum, part) => sum + part, 0), gradient };
}

/**
 * The largest gap of a tensor's gradients, relative to the tensor's largest slope; slopes below 1e-7 are rounding. NaN
 * where one is not a number.
 */
export function gradientGap(shape: NetworkShape, expected: LossAndGradient, own: LossAndGradient): number {
  const gaps = shape.tensors.map(({ rows, columns, offset }) => {
    const [ours, theirs] = [own, expected].map(({ gradient }) =>
      Array.from({ length: rows * columns }, (_, index) => gradient[offset + index]!),
    );
    const size = theirs!.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
    return largestGap(ours!, theirs!) / (size + 1e-3);
  });
  return Math.max(...gaps);
}
