import { drawByChance } from '../numeric/drawByChance.ts';
import type { Rng } from '../numeric/rng.ts';
import { normalCdf } from '../statistics/normal.ts';

/** A mixture of normal distributions on the line. */
export interface GaussianMixture {
  readonly weights: Float64Array;
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

export interface MixtureOptions {
  /** Components. */
  readonly components: number;
  /** No variance falls below: a component on a single value would have a likelihood without bound. */
  readonly floor: number;
  readonly iterations: number;
  /** Stops once the mean log-likelihood rises by less. */
  readonly tolerance: number;
}

/** Wang et al. 2025, section 3.3, have five components. The floor is for values of deviation 1. */
export const MIXTURE: MixtureOptions = { components: 5, floor: 1e-3, iterations: 30, tolerance: 1e-4 };

const LOG_ROOT = 0.5 * Math.log(2 * Math.PI);

/** Components around values drawn as k-means++ draws its centres (Arthur and Vassilvitskii 2007). */
export function startMixture(values: Float64Array, rng: Rng, options = MIXTURE): GaussianMixture {
  const means = new Float64Array(options.components);
  const distances = new Float64Array(values.length).fill(1);
  for (let component = 0; component < means.length; component++) {
    const total = distances.reduce((sum, distance) => sum + distance, 0);
    const place =
      total > 0 ? drawByChance(distances, total * rng.uniform()) : rng.integer(Math.max(1, values.length));
    means[component] = values[place] ?? 0;
    values.forEach((value, index) => {
      const distance = (value - means[component]!) ** 2;
      distances[index] = component === 0 ? distance : Math.min(distances[index]!, distance);
    });
  }
  const weights = new Float64Array(means.length).fill(1 / means.length);
  return { weights, means, variances: new Float64Array(means.length).fill(1) };
}

/** The mixture of highest likelihood near `start` (Dempster, Laird and Rubin 1977). */
export function fitMixture(values: Float64Array, start: GaussianMixture, options = MIXTURE): GaussianMixture {
  let mixture = start;
  let likelihood = -Infinity;
  for (let iteration = 0; iteration < options.iterations; iteration++) {
    const next = improve(values, mixture, options.floor);
    mixture = next.mixture;
    if (next.likelihood - likelihood < options.tolerance) break;
    likelihood = next.likelihood;
  }
  return mixture;
}

/** One step of expectation and maximisation; `likelihood` is the mean logarithm under the mixture before it. */
function improve(
  values: Float64Array,
  { weights, means, variances }: GaussianMixture,
  floor: number,
): { readonly mixture: GaussianMixture; readonly likelihood: number } {
  const count = weights.length;
  const [mass, first, second] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  const shares = new Float64Array(count);
  const offsets = weights.map((weight, c) => Math.log(weight) - 0.5 * Math.log(variances[c]!) - LOG_ROOT);
  let likelihood = 0;
  for (const value of values) {
    let most = -Infinity;
    for (let c = 0; c < count; c++) {
      shares[c] = offsets[c]! - (value - means[c]!) ** 2 / (2 * variances[c]!);
      most = Math.max(most, shares[c]!);
    }
    let total = 0;
    for (let c = 0; c < count; c++) total += shares[c] = Math.exp(shares[c]! - most);
    likelihood += (most + Math.log(total)) / values.length;
    for (let c = 0; c < count; c++) {
      const share = shares[c]! / total;
      mass[c]! += share;
      // Around the old mean, so that no digits are lost in the difference of squares.
      first[c]! += share * (value - means[c]!);
      second[c]! += share * (value - means[c]!) ** 2;
    }
  }
  const next = {
    weights: mass.map((own) => Math.max(own, 1e-12) / Math.max(1, values.length)),
    means: means.map((mean, c) => mean + first[c]! / Math.max(mass[c]!, 1e-12)),
    variances: variances.map((old, c) => {
      if (mass[c]! < 1e-12) return old;
      return Math.max(floor, second[c]! / mass[c]! - (first[c]! / mass[c]!) ** 2);
    }),
  };
  return { mixture: next, likelihood };
}

/** The value below which the mixture has `share` of its mass, by bisection to a billionth; `share` within (0, 1). */
export function mixtureQuantile(mixture: GaussianMixture, share: number): number {
  const { weights, means, variances } = mixture;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const below = (value: number): number =>
    weights.reduce(
      (sum, weight, c) => sum + (weight / total) * normalCdf((value - means[c]!) / Math.sqrt(variances[c]!)),
      0,
    );
  const reach = 40 * Math.sqrt(Math.max(...variances));
  let low = Math.min(...means) - reach;
  let high = Math.max(...means) + reach;
  while (high - low > 1e-9 * Math.max(1, Math.abs(low), Math.abs(high))) {
    const middle = (low + high) / 2;
    if (below(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
