import { createAdam } from '../neuralProcess/adam.ts';
import type { Rng } from '../numeric/rng.ts';
import { createPerceptron, runBackward, runForward } from './perceptron.ts';
import type { DoubleMatrix, Perceptron } from './perceptron.ts';
import { rankingLoss } from './rankingLoss.ts';

/** Units that each hidden layer is read by. */
export const UNITS = 16;

/** Predicts the loss of items from what a network's hidden layers make of them (Yoo and Kweon 2019, section 3.2). */
export interface LossModule {
  /** One for each hidden layer: layer -> 16 units. */
  readonly readers: readonly Perceptron[];
  /** All readers' units -> 1. */
  readonly head: Perceptron;
}

/** `widths`: units of the hidden layers that it reads. */
export function createLossModule(widths: readonly number[], rng: Rng): LossModule {
  return {
    readers: widths.map((width, layer) => createPerceptron([width, UNITS], rng.fork(`reader ${layer}`))),
    head: createPerceptron([UNITS * widths.length, 1], rng.fork('head')),
  };
}

export interface LossModuleStep {
  readonly loss: number;
  /** By what each hidden layer gave, n x units. */
  readonly hiddenSlopes: readonly Float64Array[];
  /** By the parameters of each reader, then of the head. */
  readonly gradients: readonly Float64Array[];
}

/** The module's loss on n items and all its derivatives; `order` pairs them as `rankingLoss` says. */
export function lossModuleStep(
  { readers, head }: LossModule,
  hidden: readonly DoubleMatrix[],
  { losses, order }: { readonly losses: Float64Array; readonly order: Int32Array },
): LossModuleStep {
  const rows = losses.length;
  const read = readers.map((reader, layer) => runForward(reader, hidden[layer]!).at(-1)!);
  const joined = new Float64Array(rows * UNITS * readers.length);
  read.forEach(({ data }, layer) => placeUnits(data, joined, { layer, layers: readers.length }));
  const forward = runForward(head, { rows, columns: UNITS * readers.length, data: joined });
  const { loss, slopes } = rankingLoss(forward.at(-1)!.data.slice(), losses, order);
  const weights = head.parameters;
  const gradients = readers.map((reader, layer) => {
    const own = unitSlopes(read[layer]!.data, slopes, weights.subarray(layer * UNITS, (layer + 1) * UNITS));
    return { own, gradient: runBackward(reader, [hidden[layer]!, read[layer]!], { outputs: own }) };
  });
  return {
    loss,
    hiddenSlopes: gradients.map(({ own }, layer) => backToInput(readers[layer]!, own)),
    gradients: [
      ...gradients.map(({ gradient }) => gradient),
      runBackward(head, forward, { outputs: slopes }),
    ],
  };
}

/** Moves the module one step against its gradients at a time. */
export function createModuleTrainer(
  { readers, head }: LossModule,
  rate: number,
): (gradients: readonly Float64Array[]) => void {
  const adams = [...readers, head].map(({ parameters }) => createAdam(parameters));
  return (gradients) => adams.forEach((adam, part) => adam.step(gradients[part]!, rate));
}

/** Rectified units of one reader at their places among those of all. */
function placeUnits(
  data: Float64Array,
  joined: Float64Array,
  { layer, layers }: { readonly layer: number; readonly layers: number },
): void {
  for (let from = 0, to = layer * UNITS; from < data.length; from += UNITS, to += UNITS * layers) {
    for (let unit = 0; unit < UNITS; unit++) joined[to + unit] = Math.max(0, data[from + unit]!);
  }
}

/** Derivatives by a reader's units from those by the predictions. */
function unitSlopes(data: Float64Array, slopes: Float64Array, weights: Float64Array): Float64Array {
  const own = new Float64Array(data.length);
  for (let row = 0; row < slopes.length; row++) {
    for (let unit = 0; unit < UNITS; unit++) {
      if (data[row * UNITS + unit]! > 0) own[row * UNITS + unit] = slopes[row]! * weights[unit]!;
    }
  }
  return own;
}

/** Derivatives by a reader's input from those by its units. */
function backToInput({ sizes, parameters }: Perceptron, slopes: Float64Array): Float64Array {
  const [inputs = 0] = sizes;
  const back = new Float64Array((slopes.length / UNITS) * inputs);
  for (let index = 0; index < slopes.length; index++) {
    const slope = slopes[index]!;
    if (slope === 0) continue;
    const row = Math.floor(index / UNITS) * inputs;
    const unit = index % UNITS;
    for (let column = 0; column < inputs; column++) {
      back[row + column]! += slope * parameters[column * UNITS + unit]!;
    }
  }
  return back;
}
