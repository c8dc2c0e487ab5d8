import type { Rng } from '../numeric/rng.ts';
import { parameterCount, parameterPlaces } from './networkSpec.ts';
import type { NetworkSpec } from './networkSpec.ts';

/**
 * Parameters to start from: weights normal with variance 2 / fan-in (He et al. 2015, Delving Deep into Rectifiers,
 * equation 10), those of the last layer 1 / fan-in as no ReLU follows, biases 0.
 */
export function initialParameters(spec: NetworkSpec, rng: Rng): Float32Array {
  const parameters = new Float32Array(parameterCount(spec));
  const layers = parameterPlaces(spec).filter(({ kind }) => kind !== 'biases');
  layers.forEach(({ offset, length, fanIn }, layer) => {
    const gain = layer === layers.length - 1 ? 1 : 2;
    const deviation = Math.sqrt(gain / fanIn);
    for (let index = offset; index < offset + length; index++) parameters[index] = deviation * rng.normal();
  });
  return parameters;
}
