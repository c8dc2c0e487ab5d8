import type { Rng } from './rng.ts';

/** A draw from the Dirichlet distribution with `concentrations` of at least 1: shares that add up to 1. */
export function drawDirichlet(concentrations: Float64Array, rng: Rng): Float64Array {
  const draws = concentrations.map((concentration) => drawGamma(concentration, rng));
  const total = draws.reduce((sum, draw) => sum + draw, 0);
  return draws.map((draw) => draw / total);
}

/** A draw from the gamma distribution of scale 1 and `shape` of at least 1 (Marsaglia and Tsang 2000). */
export function drawGamma(shape: number, rng: Rng): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = rng.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - rng.uniform()) < 0.5 * x * x + d * (1 - v + Math.log(v))) return d * v;
  }
}
