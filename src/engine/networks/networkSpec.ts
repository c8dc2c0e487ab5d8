import { normedConvolutions } from './residualLayers.ts';
import type { NormedConvolution, ResidualSpec } from './residualLayers.ts';

/** Layers of a network as plain data, which can be sent to whoever computes. */
export type NetworkSpec = (PerceptronSpec | ConvolutionSpec | ResidualSpec) & {
  /**
   * Units of a module that predicts the loss of each row (Yoo and Kweon 2019, Learning Loss for Active Learning, section
   * 3.2): of a fully connected layer with ReLU for each of `seenWidths`, all of which one unit reads. Absent = there is
   * no module.
   */
  readonly lossUnits?: number;
};

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

/** `means` and `variances` are those of a batch norm, which follow the batches and are not trained. */
export type ParameterKind = 'filters' | 'weights' | 'biases' | 'scales' | 'shifts' | 'means' | 'variances';

/** One array of parameters within the flat ones of its network. */
export interface ParameterPlace {
  /** Of its layer, say "convolution1". */
  readonly layer: string;
  readonly kind: ParameterKind;
  /** Height x width x inputs x outputs for filters, inputs x outputs for weights, outputs for all others. */
  readonly shape: readonly number[];
  readonly offset: number;
  readonly length: number;
  /** Inputs of one unit. */
  readonly fanIn: number;
}

/** Whether a gradient says how they change. */
export const isTrained = ({ kind }: Pick<ParameterPlace, 'kind'>): boolean =>
  kind !== 'means' && kind !== 'variances';

/** Where the parameters of a network lie, layer by layer, filters and weights before what belongs to them. */
export function parameterPlaces(spec: NetworkSpec): readonly ParameterPlace[] {
  let offset = 0;
  return layersOf(spec).flatMap(({ layer, fanIn, arrays }) =>
    arrays.map(([kind, ...shape]) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const place = { layer, kind, shape, offset, length, fanIn };
      offset += length;
      return place;
    }),
  );
}

export function parameterCount(spec: NetworkSpec): number {
  return parameterPlaces(spec).reduce((sum, { length }) => sum + length, 0);
}

/** The arrays of parameters in their order, with names such as "convolution1.filters" and "dense2.biases". */
export const layerShapes = (spec: NetworkSpec): readonly { name: string; shape: readonly number[] }[] =>
  parameterPlaces(spec).map(({ layer, kind, shape }) => ({ name: `${layer}.${kind}`, shape }));

/** Values of a row. */
export const inputWidth = (spec: NetworkSpec): number =>
  spec.kind === 'perceptron' ? spec.inputs : spec.side ** 2 * spec.channels;

/** Columns of the network's embeddings: what its last layer sees. */
export const embeddingWidth = (spec: NetworkSpec): number =>
  spec.kind === 'residual' ? spec.widths.at(-1)! : spec.hidden.at(-1)!;

/**
 * What a module that predicts losses sees of the network: the mean over the image behind each block or stage, and each
 * hidden layer; the columns of each.
 */
export function seenWidths(spec: NetworkSpec): readonly number[] {
  if (spec.kind === 'residual') return spec.widths;
  return spec.kind === 'perceptron' ? spec.hidden : [...spec.filters, ...spec.hidden];
}

/** The network without such a module, whose parameters are the first of those with one. */
export function withoutLossModule({ lossUnits: _, ...spec }: NetworkSpec): NetworkSpec {
  return spec;
}

/** Values of one row in the largest layer, which decides how many rows memory holds. */
export function largestLayer(spec: NetworkSpec): number {
  const flat = spec.kind === 'residual' ? [] : spec.hidden;
  if (spec.kind === 'perceptron') return Math.max(spec.inputs, ...flat);
  const depths = spec.kind === 'residual' ? spec.widths : spec.filters;
  const sides = depths.map((depth, stage) => {
    // A block of convolutions makes images smaller behind it, a stage of residual blocks at its beginning.
    const side = Math.ceil(spec.side / 2 ** stage);
    return side ** 2 * depth;
  });
  return Math.max(inputWidth(spec), ...sides, ...flat);
}

/** A layer with its arrays of parameters: the kind of each and its shape. */
interface Layer {
  readonly layer: string;
  readonly fanIn: number;
  readonly arrays: readonly (readonly [ParameterKind, ...number[]])[];
}

const layersOf = (spec: NetworkSpec): readonly Layer[] =>
  spec.lossUnits === undefined ? ownLayers(spec) : [...ownLayers(spec), ...lossLayers(spec, spec.lossUnits)];

const lossLayers = (spec: NetworkSpec, units: number): readonly Layer[] => {
  const widths = seenWidths(spec);
  return [
    ...widths.map((width, index) => denseLayer(`loss${index + 1}`, width, units)),
    denseLayer('loss', units * widths.length, 1),
  ];
};

function ownLayers(spec: NetworkSpec): readonly Layer[] {
  if (spec.kind === 'residual') {
    return [
      ...normedConvolutions(spec).map(normedLayer),
      ...denseLayers([spec.widths.at(-1)!, spec.outputs]),
    ];
  }
  const dense = [...spec.hidden, spec.outputs];
  if (spec.kind === 'perceptron') return denseLayers([spec.inputs, ...dense]);
  const side = spec.filters.reduce((left) => Math.ceil(left / 2), spec.side);
  return [...convolutionLayers(spec), ...denseLayers([side ** 2 * spec.filters.at(-1)!, ...dense])];
}

function convolutionLayers({ channels, filters }: ConvolutionSpec): readonly Layer[] {
  return filters.map((to, block) => {
    const from = block === 0 ? channels : filters[block - 1]!;
    return {
      layer: `convolution${block + 1}`,
      fanIn: FILTER_SIDE ** 2 * from,
      arrays: [
        ['filters', FILTER_SIDE, FILTER_SIDE, from, to],
        ['biases', to],
      ],
    };
  });
}

const normedLayer = ({ name, side, from, to }: NormedConvolution): Layer => ({
  layer: name,
  fanIn: side ** 2 * from,
  arrays: [
    ['filters', side, side, from, to],
    ['scales', to],
    ['shifts', to],
    ['means', to],
    ['variances', to],
  ],
});

/** Layers between so many units. */
const denseLayers = (widths: readonly number[]): readonly Layer[] =>
  widths.slice(1).map((to, index) => denseLayer(`dense${index + 1}`, widths[index]!, to));

const denseLayer = (layer: string, from: number, to: number): Layer => ({
  layer,
  fanIn: from,
  arrays: [
    ['weights', from, to],
    ['biases', to],
  ],
});
