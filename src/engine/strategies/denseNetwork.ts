import { createAdam } from '../neuralProcess/adam.ts';
import { accumulateRows } from '../numeric/accumulateRows.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import type { Rng } from '../numeric/rng.ts';

/** A network that is computed, and trained, on batches of rows. */
export interface BatchNetwork {
  /** Multiplications that one row takes. */
  readonly products: number;
  /** What comes of n rows of input (n x inputs), last what the network gives (n x outputs); before it what it was made of. */
  forward(input: Float64Array): readonly Float64Array[];
  /**
   * Turns slopes by the outputs of a `forward` (n x outputs) into slopes by its input, which come back, and by the
   * parameters, which are added to the gradient; or into one of the two alone.
   */
  backward(
    trace: readonly Float64Array[],
    slopes: Float64Array,
    wanted?: 'both' | 'input' | 'gradient',
  ): Float64Array;
  /** One step of Adam along the gradient, which is 0 afterwards. */
  step(rate: number): void;
}

/** A network of layers whose weights can be reached. */
export interface LayeredNetwork extends BatchNetwork {
  readonly layers: readonly DenseLayer[];
}

/** Fully connected layers with ReLU between them and none behind the last. */
export interface DenseNetwork extends LayeredNetwork {
  /** Layer by layer: weights (outputs x inputs, row-major), then biases. */
  readonly parameters: Float64Array;
  /** What `backward` has added since the last step. */
  readonly gradient: Float64Array;
}

export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** A part of the network's parameters: outputs x inputs. */
  readonly weights: Float64Array;
  readonly biases: Float64Array;
  /** Places of a convolution that one value of its input is read at, at most; absent = 1. */
  readonly readers?: number;
}

/** `sizes`: units from input to output. Starting weights as He et al. 2015 have them for ReLU, biases 0. */
export function createDenseNetwork(sizes: readonly number[], rng: Rng): DenseNetwork {
  const shapes = sizes.slice(1).map((outputs, index) => ({ inputs: sizes[index]!, outputs }));
  const length = shapes.reduce((sum, { inputs, outputs }) => sum + outputs * (inputs + 1), 0);
  const parameters = new Float64Array(length);
  const gradient = new Float64Array(length);
  const layers = layersIn(parameters, shapes);
  const slopesOf = layersIn(gradient, shapes);
  for (const { inputs, weights } of layers) {
    const scale = Math.sqrt(2 / inputs);
    for (let index = 0; index < weights.length; index++) weights[index] = scale * rng.normal();
  }
  const adam = createAdam(parameters);
  return {
    parameters,
    gradient,
    layers,
    products: shapes.reduce((sum, { inputs, outputs }) => sum + inputs * outputs, 0),
    forward(input) {
      const trace = [input];
      layers.forEach((layer, index) => {
        trace.push(forwardLayer(layer, trace[index]!, index < layers.length - 1));
      });
      return trace;
    },
    backward(trace, slopes, wanted = 'both') {
      let back = slopes;
      for (let index = layers.length - 1; index >= 0; index--) {
        if (index < layers.length - 1)
          back = back.map((slope, at) => (trace[index + 1]![at]! > 0 ? slope : 0));
        if (wanted !== 'input') addSlopes(slopesOf[index]!, trace[index]!, back);
        if (index > 0 || wanted !== 'gradient') back = backwardLayer(layers[index]!, back);
      }
      return back;
    },
    step(rate) {
      adam.step(gradient, rate);
      gradient.fill(0);
    },
  };
}

function layersIn(
  values: Float64Array,
  shapes: readonly Pick<DenseLayer, 'inputs' | 'outputs'>[],
): readonly DenseLayer[] {
  let offset = 0;
  return shapes.map(({ inputs, outputs }) => {
    const weights = values.subarray(offset, offset + inputs * outputs);
    const biases = values.subarray(offset + inputs * outputs, offset + (inputs + 1) * outputs);
    offset += (inputs + 1) * outputs;
    return { inputs, outputs, weights, biases };
  });
}

function forwardLayer(layer: DenseLayer, input: Float64Array, rectified: boolean): Float64Array {
  const { inputs, outputs, weights, biases } = layer;
  const rows = input.length / inputs;
  const out = new Float64Array(rows * outputs);
  multiplyRows({ rows, columns: inputs, data: input }, weights, out);
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < outputs; unit++) {
      const index = row * outputs + unit;
      const sum = out[index]! + biases[unit]!;
      out[index] = rectified && sum < 0 ? 0 : sum;
    }
  }
  return out;
}

function addSlopes(
  { inputs, outputs, weights, biases }: DenseLayer,
  input: Float64Array,
  slopes: Float64Array,
): void {
  accumulateRows({ rows: input.length / inputs, columns: inputs, data: input }, slopes, weights);
  for (let index = 0; index < slopes.length; index++) biases[index % outputs]! += slopes[index]!;
}

/** Four units share each load and store of what comes out. */
function backwardLayer({ inputs, outputs, weights }: DenseLayer, slopes: Float64Array): Float64Array {
  const rows = slopes.length / outputs;
  const before = new Float64Array(rows * inputs);
  const blocked = outputs - (outputs % 4);
  for (let row = 0; row < rows; row++) {
    const target = row * inputs;
    for (let unit = 0; unit < blocked; unit += 4) {
      const at = row * outputs + unit;
      const [s0, s1, s2, s3] = [slopes[at]!, slopes[at + 1]!, slopes[at + 2]!, slopes[at + 3]!];
      const w0 = unit * inputs;
      const w1 = w0 + inputs;
      const w2 = w1 + inputs;
      const w3 = w2 + inputs;
      for (let index = 0; index < inputs; index++) {
        before[target + index]! +=
          s0 * weights[w0 + index]! +
          s1 * weights[w1 + index]! +
          (s2 * weights[w2 + index]! + s3 * weights[w3 + index]!);
      }
    }
    for (let unit = blocked; unit < outputs; unit++) {
      const slope = slopes[row * outputs + unit]!;
      const start = unit * inputs;
      for (let index = 0; index < inputs; index++) before[target + index]! += slope * weights[start + index]!;
    }
  }
  return before;
}
