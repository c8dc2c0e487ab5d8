/** A fully connected layer y = W x + b: W is outputs x inputs row-major, at `weight` among the parameters. */
export interface LinearShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly weight: number;
  /** Null without a bias. */
  readonly bias: number | null;
}

/** Gain and shift of a layer normalisation, `size` values each. */
export interface NormShape {
  readonly size: number;
  readonly gain: number;
  readonly shift: number;
}

/** One tensor among the parameters: rows x columns values from `offset`, row-major. */
export interface TensorShape {
  readonly rows: number;
  readonly columns: number;
  readonly offset: number;
}

/**
 * Where each parameter of the attentive conditional neural process lies in one array, for d features. Lists of layers
 * are perceptrons: ReLU between the layers, none after the last.
 */
export interface NetworkShape {
  /** d. */
  readonly features: number;
  /** r, the size of every encoding; a multiple of `heads`. */
  readonly width: number;
  readonly heads: number;
  /** Number of parameters. */
  readonly count: number;
  /** In the order in which they lie in the array. */
  readonly tensors: readonly TensorShape[];
  /** d - r - r, shared by context and targets. */
  readonly point: readonly LinearShape[];
  /** r - r - r, what the decoder makes of the attended values. */
  readonly resizer: readonly LinearShape[];
  /** Four hidden layers of r, then mean and raw deviation. */
  readonly decoder: readonly LinearShape[];
  /** 1 - 1 - r: the value known of a context point. */
  readonly label: readonly LinearShape[];
  /** r - 2r - 2r - r: what a context point with its value stands for. */
  readonly value: readonly LinearShape[];
  readonly keys: LinearShape;
  readonly queries: LinearShape;
  readonly values: LinearShape;
  readonly attendedNorm: NormShape;
  readonly mixedNorm: NormShape;
  /** r - r - r, between the two normalisations. */
  readonly mixer: readonly LinearShape[];
}

/** Heads of the cross-attention. */
const HEADS = 8;
/** Size r of the encodings. */
const WIDTH = 32;

/**
 * The network of Bakker et al. 2023 (appendix, AttnCNP) with the sizes of the released code: 21,924 parameters for 21
 * features. The hidden layers of the value encoder have twice the width, where the paper's text says once. Throws
 * RangeError for a width that the heads cannot share.
 */
export function networkShape(features: number, width = WIDTH): NetworkShape {
  if (!Number.isInteger(features) || features < 1) {
    throw new RangeError(`A neural process needs at least one feature, not ${features}.`);
  }
  if (width < HEADS || width % HEADS !== 0) {
    throw new RangeError(`The width of a neural process is a multiple of ${HEADS}, not ${width}.`);
  }
  const layout = createLayout();
  const r = width;
  const layers = {
    point: layout.perceptron([features, r, r]),
    resizer: layout.perceptron([r, r, r]),
    decoder: layout.perceptron([r, r, r, r, r, 2]),
    label: layout.perceptron([1, 1, r]),
    value: layout.perceptron([r, 2 * r, 2 * r, r]),
    keys: layout.linear(r, r, false),
    queries: layout.linear(r, r, true),
    values: layout.linear(r, r, false),
    attendedNorm: layout.norm(r),
    mixedNorm: layout.norm(r),
    mixer: layout.perceptron([r, r, r]),
  };
  return { features, width, heads: HEADS, count: layout.count(), tensors: layout.tensors, ...layers };
}

/** Hands out places in the array, one after the other. */
function createLayout() {
  const tensors: TensorShape[] = [];
  let next = 0;
  const take = (rows: number, columns: number): number => {
    const offset = next;
    tensors.push({ rows, columns, offset });
    next += rows * columns;
    return offset;
  };
  const linear = (inputs: number, outputs: number, withBias: boolean): LinearShape => ({
    inputs,
    outputs,
    weight: take(outputs, inputs),
    bias: withBias ? take(1, outputs) : null,
  });
  return {
    tensors: tensors as readonly TensorShape[],
    count: () => next,
    linear,
    norm: (size: number): NormShape => ({ size, gain: take(1, size), shift: take(1, size) }),
    perceptron: (sizes: readonly number[]): readonly LinearShape[] =>
      sizes.slice(1).map((outputs, index) => linear(sizes[index]!, outputs, true)),
  };
}
