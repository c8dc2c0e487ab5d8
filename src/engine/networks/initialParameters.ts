import type { Rng } from '../numeric/rng.ts';
import { parameterCount, parameterPlaces, withoutLossModule } from './networkSpec.ts';
import type { NetworkSpec } from './networkSpec.ts';

/**
 * Parameters to start from: filters and weights normal with variance 2 / fan-in (He et al. 2015, Delving Deep into
 * Rectifiers, equation 10), those of the last layer 1 / fan-in as no ReLU follows; scales and variances of a batch norm 1;
 * all others 0.
 */
export function initialParameters(spec: NetworkSpec, rng: Rng): Float32Array {
  const parameters = new Float32Array(parameterCount(spec));
  const places = parameterPlaces(spec);
  const drawn = places.filter(({ kind }) => kind === 'filters' || kind === 'weights');
  // Weights of the layers that give logits and predicted losses.
  const last = [withoutLossModule(spec), spec].map((each) => parameterPlaces(each).at(-2)!.offset);
  drawn.forEach(({ offset, length, fanIn }) => {
    const gain = last.includes(offset) ? 1 : 2;
    const deviation = Math.sqrt(gain / fanIn);
    for (let index = offset; index < offset + length; index++) parameters[index] = deviation * rng.normal();
  });
  for (const { kind, offset, length } of places) {
    if (kind === 'scales' || kind === 'variances') parameters.fill(1, offset, offset + length);
  }
  return parameters;
}
