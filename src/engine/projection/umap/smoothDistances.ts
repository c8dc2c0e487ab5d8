import type { Neighbours } from '../neighbourIndex.ts';

/** Steps of the bisection, and how near the sum has to come (the values of the authors' implementation). */
const STEPS = 64;
const NEAR = 1e-5;
/** The scale is at least this share of the mean distance, where many neighbours are equally near. */
const LEAST = 1e-3;

/**
 * How strongly each neighbour belongs to its point, 0 to 1, aligned with `indices`: 1 for the nearest that is not in the
 * same place, then falling with exp(-(d - rho) / sigma), sigma such that the sum is log2(k) (McInnes, Healy and Melville
 * 2018, section 3.1 and algorithm 3).
 */
export function memberships({ k, distances }: Omit<Neighbours, 'indices'>): Float32Array {
  const strengths = new Float32Array(distances.length);
  const target = Math.log2(k);
  let sum = 0;
  for (const distance of distances) sum += distance;
  const meanOfAll = sum / Math.max(1, distances.length);
  for (let start = 0; start < distances.length; start += k) {
    const own = distances.subarray(start, start + k);
    const rho = own.find((distance) => distance > 0) ?? 0;
    const least = LEAST * (rho > 0 ? own.reduce((total, distance) => total + distance, 0) / k : meanOfAll);
    const sigma = Math.max(scaleFor(own, rho, target), least);
    for (let place = 0; place < k; place++) {
      const beyond = own[place]! - rho;
      strengths[start + place] = beyond <= 0 || sigma === 0 ? 1 : Math.exp(-beyond / sigma);
    }
  }
  return strengths;
}

/** The sigma at which the strengths add up to `target`, by bisection. */
function scaleFor(distances: Float32Array, rho: number, target: number): number {
  let low = 0;
  let high = Infinity;
  let sigma = 1;
  for (let step = 0; step < STEPS; step++) {
    let sum = 0;
    for (const distance of distances) sum += distance > rho ? Math.exp((rho - distance) / sigma) : 1;
    if (Math.abs(sum - target) < NEAR) break;
    if (sum > target) high = sigma;
    else low = sigma;
    sigma = Number.isFinite(high) ? (low + high) / 2 : 2 * sigma;
  }
  return sigma;
}
