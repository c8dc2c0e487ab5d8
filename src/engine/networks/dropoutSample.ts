import type { Rng } from '../numeric/rng.ts';
import { parameterPlaces } from './networkSpec.ts';
import type { NetworkSpec } from './networkSpec.ts';
import { drawDropout } from './trainingDraws.ts';

/** The share of hidden units that training leaves out; 0 for networks that do without. */
export const dropoutOf = (spec: NetworkSpec): number => ('dropout' in spec ? spec.dropout : 0);

/**
 * Parameters of the network that one draw of dropout leaves (Gal and Ghahramani 2016, Dropout as a Bayesian
 * Approximation): weights that lead out of a hidden unit that is left out are 0, those of the others 1 / (1 - dropout)
 * times as large. So the same units are missing for every row that the network is given, which joint scores of several
 * rows need, and any backend can compute it.
 */
export function dropoutSample(spec: NetworkSpec, parameters: Float32Array, rng: Rng): Float32Array {
  const sample = parameters.slice();
  const dense = parameterPlaces(spec).filter(({ kind }) => kind === 'weights');
  // Nothing is left out of what the first fully connected layer is given.
  for (const { shape, offset } of dense.slice(1)) {
    const [units, width] = shape as readonly [number, number];
    drawDropout(units, dropoutOf(spec), rng).forEach((factor, unit) => {
      const from = offset + unit * width;
      for (let index = from; index < from + width; index++) sample[index]! *= factor;
    });
  }
  return sample;
}
