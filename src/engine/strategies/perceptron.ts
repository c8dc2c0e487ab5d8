import { logistic } from '../numeric/logistic.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';

/** A small fully connected network with ReLU units and one logistic output. */
export interface Perceptron {
  /** The output for one row, remembered for `backward`. */
  forward(points: DenseMatrix, row: number): number;
  /** Adds the gradient of a loss whose derivative by the last output's logit is `slope`. */
  backward(slope: number): void;
  /** One Adam step along the gradients added since the last one. */
  step(): void;
}

/** Step size, decay rates and guard of Adam (Kingma and Ba 2015, algorithm 1). */
const [RATE, DECAY1, DECAY2, GUARD] = [1e-3, 0.9, 0.999, 1e-8];

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** outputs x (inputs + 1), row-major, the bias last. */
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
  readonly moments: readonly [Float64Array, Float64Array];
  /** What the layer read and what it gave last. */
  input: Float64Array;
  readonly output: Float64Array;
}

/** `sizes`: units from input to output, the last of them 1. Starting weights as He et al. 2015 have them for ReLU. */
export function createPerceptron(sizes: readonly number[], rng: Rng): Perceptron {
  const layers = sizes.slice(1).map((outputs, index) => createLayer(sizes[index]!, outputs, rng));
  const last = layers.at(-1);
  const reversed = layers.toReversed();
  let steps = 0;
  return {
    forward(points, row) {
      let signal = new Float64Array(points.data.subarray(row * points.columns, (row + 1) * points.columns));
      for (const layer of layers) signal = forward(layer, signal, layer !== last);
      return logistic(signal[0]!);
    },
    backward(slope) {
      let slopes = Float64Array.of(slope);
      for (const layer of reversed) slopes = backward(layer, slopes, layer !== last);
    },
    step() {
      steps++;
      for (const layer of layers) adam(layer, steps);
    },
  };
}

function createLayer(inputs: number, outputs: number, rng: Rng): Layer {
  const size = outputs * (inputs + 1);
  const scale = Math.sqrt(2 / inputs);
  return {
    inputs,
    outputs,
    weights: new Float64Array(size).map((_, index) =>
      (index + 1) % (inputs + 1) === 0 ? 0 : scale * rng.normal(),
    ),
    gradient: new Float64Array(size),
    moments: [new Float64Array(size), new Float64Array(size)],
    input: new Float64Array(inputs),
    output: new Float64Array(outputs),
  };
}

function forward(
  layer: Layer,
  input: Float64Array<ArrayBuffer>,
  rectified: boolean,
): Float64Array<ArrayBuffer> {
  const { inputs, outputs, weights } = layer;
  layer.input = input;
  const output = new Float64Array(outputs);
  for (let unit = 0; unit < outputs; unit++) {
    const start = unit * (inputs + 1);
    let sum = weights[start + inputs]!;
    for (let index = 0; index < inputs; index++) sum += weights[start + index]! * input[index]!;
    output[unit] = rectified ? Math.max(0, sum) : sum;
  }
  layer.output.set(output);
  return output;
}

/** Slopes by the layer's outputs become slopes by its inputs. */
function backward(layer: Layer, slopes: Float64Array, rectified: boolean): Float64Array<ArrayBuffer> {
  const { inputs, outputs, weights, gradient, input, output } = layer;
  const before = new Float64Array(inputs);
  for (let unit = 0; unit < outputs; unit++) {
    if (rectified && output[unit] === 0) continue;
    const start = unit * (inputs + 1);
    const slope = slopes[unit]!;
    gradient[start + inputs]! += slope;
    for (let index = 0; index < inputs; index++) {
      gradient[start + index]! += slope * input[index]!;
      before[index]! += slope * weights[start + index]!;
    }
  }
  return before;
}

function adam({ weights, gradient, moments: [first, second] }: Layer, steps: number): void {
  const bias1 = 1 - DECAY1 ** steps;
  const bias2 = 1 - DECAY2 ** steps;
  for (let index = 0; index < weights.length; index++) {
    const slope = gradient[index]!;
    first[index] = DECAY1 * first[index]! + (1 - DECAY1) * slope;
    second[index] = DECAY2 * second[index]! + (1 - DECAY2) * slope * slope;
    weights[index]! -= (RATE * (first[index]! / bias1)) / (Math.sqrt(second[index]! / bias2) + GUARD);
    gradient[index] = 0;
  }
}
