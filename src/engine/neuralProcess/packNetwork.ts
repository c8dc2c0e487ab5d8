import { networkShape } from './networkShape.ts';
import type { TrainedNeuralProcess } from './trainNeuralProcess.ts';

/** Changes whenever the network or the order of its parameters does. */
const VERSION = 1;

type Network = Pick<TrainedNeuralProcess, 'features' | 'parameters'>;

/** A network as numbers that can be kept: version, number of features, parameters. */
export function packNetwork({ features, parameters }: Network): Float64Array {
  return Float64Array.of(VERSION, features, ...parameters);
}

/**
 * The network in `packed`. Throws RangeError, in words for the user, where it is none, of another version, damaged, or
 * for another number of features than `features`.
 */
export function unpackNetwork(packed: Float64Array, features: number): Network {
  const [version, found = NaN] = packed;
  if (version !== VERSION) {
    throw new RangeError(`A saved network of version ${VERSION} was expected, not ${version ?? 'nothing'}.`);
  }
  if (found !== features) {
    throw new RangeError(`The saved network is for ${found} features, but there are ${features} here.`);
  }
  const parameters = packed.slice(2);
  const { count } = networkShape(features);
  if (parameters.length !== count || !parameters.every(Number.isFinite)) {
    throw new RangeError(`The saved network is damaged: ${count} finite numbers were expected.`);
  }
  return { features, parameters };
}
