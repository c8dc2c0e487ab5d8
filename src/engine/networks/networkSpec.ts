/**
 * Layers of a network as plain data, which can be sent to whoever computes. Fully connected layers with ReLU between
 * them (Nair and Hinton 2010); the last has none and gives logits.
 */
export interface NetworkSpec {
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

/** One array of parameters within the flat ones of its network. */
export interface ParameterPlace {
  readonly kind: 'weights' | 'biases';
  /** Inputs x outputs for weights, outputs for biases. */
  readonly shape: readonly number[];
  readonly offset: number;
  readonly length: number;
  /** Inputs of one unit. */
  readonly fanIn: number;
}

/** Where the parameters of a network lie, layer by layer, weights before biases. */
export function parameterPlaces({ inputs, hidden, outputs }: NetworkSpec): readonly ParameterPlace[] {
  const widths = [inputs, ...hidden, outputs];
  const places: ParameterPlace[] = [];
  let offset = 0;
  const add = (kind: ParameterPlace['kind'], shape: readonly number[], fanIn: number): void => {
    const length = shape.reduce((product, size) => product * size, 1);
    places.push({ kind, shape, offset, length, fanIn });
    offset += length;
  };
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

/** Columns of the network's embeddings: the units of its last hidden layer. */
export const embeddingWidth = ({ hidden }: NetworkSpec): number => hidden.at(-1)!;
