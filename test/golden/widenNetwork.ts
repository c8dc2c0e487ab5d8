import { networkShape } from '../../src/engine/neuralProcess/networkShape.ts';
import type { NetworkShape, TensorShape } from '../../src/engine/neuralProcess/networkShape.ts';

/** A narrow network told as one of width 32, which is what the kernels serve. */
export interface WidenedNetwork {
  readonly wide: NetworkShape;
  /** Parameters of the wide network, which computes the same. */
  readonly widen: (parameters: Float64Array) => Float64Array;
  /** The narrow network's parameters. */
  readonly narrow: (parameters: Float64Array) => Float64Array;
  /** The narrow network's gradient. */
  readonly narrowGradient: (gradient: Float64Array) => Float64Array;
  /** For each tensor: what the wide one's entries are of the narrow one's. */
  readonly factors: Float64Array;
}

/**
 * Every unit of the narrow network stands there 32 / r times. A layer's weights are divided by that number where its
 * inputs are repeated; normalisations see the same mean and variance; each head of the attention has its columns
 * repeated, and the queries make up for the other scale 1 / sqrt(size).
 */
export function widenNetwork(narrow: NetworkShape): WidenedNetwork {
  const wide = networkShape(narrow.features);
  const copies = wide.width / narrow.width;
  const scale = Math.sqrt(wide.width / narrow.width) / copies;
  const queryBias = narrow.queries.bias!;
  const factors = Float64Array.from(narrow.tensors, (tensor, index) => {
    const isQuery = tensor.offset === narrow.queries.weight || tensor.offset === queryBias;
    return (
      (isQuery ? scale : 1) / (wide.tensors[index]!.columns > tensor.columns && tensor.rows > 1 ? copies : 1)
    );
  });
  const pairs = narrow.tensors.map((tensor, index) => ({
    own: tensor,
    other: wide.tensors[index]!,
    factor: factors[index]!,
  }));
  const visit = (told: (own: number, other: number, pair: (typeof pairs)[number]) => void): void => {
    for (const pair of pairs) visitPairs(pair.own, pair.other, (own, other) => told(own, other, pair));
  };
  const repeats = ({ own, other }: (typeof pairs)[number]) =>
    (other.rows * other.columns) / (own.rows * own.columns);
  return {
    wide,
    factors,
    widen(parameters) {
      const result = new Float64Array(wide.count);
      visit((own, other, { factor }) => (result[other] = factor * parameters[own]!));
      return result;
    },
    narrow(parameters) {
      const result = new Float64Array(narrow.count);
      visit((own, other, pair) => (result[own]! += parameters[other]! / pair.factor / repeats(pair)));
      return result;
    },
    narrowGradient(gradient) {
      const result = new Float64Array(narrow.count);
      visit((own, other, { factor }) => (result[own]! += factor * gradient[other]!));
      return result;
    },
  };
}

/** Each entry of the wide tensor with the one of the narrow tensor that it repeats. */
function visitPairs(
  narrow: TensorShape,
  wide: TensorShape,
  told: (own: number, other: number) => void,
): void {
  const rowCopies = wide.rows / narrow.rows;
  const columnCopies = wide.columns / narrow.columns;
  for (let row = 0; row < wide.rows; row++) {
    for (let column = 0; column < wide.columns; column++) {
      const own = Math.floor(row / rowCopies) * narrow.columns + Math.floor(column / columnCopies);
      told(narrow.offset + own, wide.offset + row * wide.columns + column);
    }
  }
}
