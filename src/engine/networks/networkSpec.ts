/** Layers of a network as plain data, which can be sent to whoever computes. */
export type NetworkSpec = PerceptronSpec | ConvolutionSpec;

/**
 * Fully connected layers with ReLU between them (Nair and Hinton 2010); the last has none and gives logits.
 */
export interface PerceptronSpec {
  readonly kind: 'perceptron';
  /** Features of a row. */
  readonly inputs: number;
  /** Units of each hidden layer, one or more layers. */
  readonly hidden: readonly number[];
  /** Classes. */
  readonly outputs: number;
  /** Share of the hidden units that each training step leaves out (Srivastava et al. 2014), in [0, 1). */
  readonly dropout: number;
}

/**
 * Blocks of a convolution of 3 x 3, padded with zeros, ReLU, and the largest of each 2 x 2 (LeCun et al. 1998), then the
 * layers of a perceptron.
 */
export interface ConvolutionSpec {
  readonly kind: 'convolution';
  /** Values of a row: an image of side x side pixels, row by row, each with its channels. */
  readonly side: number;
  readonly channels: number;
  /** Filters of each block, one or more; each block halves the side, rounding up. */
  readonly filters: readonly number[];
  readonly hidden: readonly number[];
  readonly outputs: number;
  /** Of the perceptron's hidden units. */
  readonly dropout: number;
}

/** Sides of a filter. */
export const FILTER_SIDE = 3;

/** One array of parameters within the flat ones of its network. */
export interface ParameterPlace {
  readonly kind: 'filters' | 'weights' | 'biases';
  /** Height x width x inputs x outputs for filters, inputs x outputs for weights, outputs for biases. */
  readonly shape: readonly number[];
  readonly offset: number;
  readonly length: number;
  /** Inputs of one unit. */
  readonly fanIn: number;
}

/** Where the parameters of a network lie, layer by layer, filters and weights before biases. */
export function parameterPlaces(spec: NetworkSpec): readonly ParameterPlace[] {
  const places: ParameterPlace[] = [];
  let offset = 0;
  const add = (kind: ParameterPlace['kind'], shape: readonly number[], fanIn: number): void => {
    const length = shape.reduce((product, size) => product * size, 1);
    places.push({ kind, shape, offset, length, fanIn });
    offset += length;
  };
  if (spec.kind === 'convolution') {
    const depths = [spec.channels, ...spec.filters];
    for (let block = 1; block < depths.length; block++) {
      const [from, to] = [depths[block - 1]!, depths[block]!];
      const fanIn = FILTER_SIDE ** 2 * from;
      add('filters', [FILTER_SIDE, FILTER_SIDE, from, to], fanIn);
      add('biases', [to], fanIn);
    }
  }
  const widths = [perceptronInputs(spec), ...spec.hidden, spec.outputs];
  for (let layer = 1; layer < widths.length; layer++) {
    const [from, to] = [widths[layer - 1]!, widths[layer]!];
    add('weights', [from, to], from);
    add('biases', [to], from);
  }
  return places;
}

export function parameterCount(spec: NetworkSpec): number {
  return parameterPlaces(spec).reduce((sum, { length }) => sum + length, 0);
}

/** The arrays of parameters in their order, with names such as "convolution1.filters" and "dense2.biases". */
export function layerShapes(spec: NetworkSpec): readonly { name: string; shape: readonly number[] }[] {
  const blocks = spec.kind === 'convolution' ? spec.filters.length : 0;
  return parameterPlaces(spec).map(({ kind, shape }, place) => {
    const layer = Math.floor(place / 2);
    const name = layer < blocks ? `convolution${layer + 1}` : `dense${layer - blocks + 1}`;
    return { name: `${name}.${kind}`, shape };
  });
}

/** Values of a row. */
export const inputWidth = (spec: NetworkSpec): number =>
  spec.kind === 'perceptron' ? spec.inputs : spec.side ** 2 * spec.channels;

/** What reaches the first fully connected layer. */
function perceptronInputs(spec: NetworkSpec): number {
  if (spec.kind === 'perceptron') return spec.inputs;
  const side = spec.filters.reduce((left) => Math.ceil(left / 2), spec.side);
  return side ** 2 * spec.filters.at(-1)!;
}

/** Columns of the network's embeddings: the units of its last hidden layer. */
export const embeddingWidth = ({ hidden }: NetworkSpec): number => hidden.at(-1)!;
