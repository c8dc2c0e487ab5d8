import type { Cancellation } from '../../cancellation.ts';
import { throwIfCancelled } from '../../cancellation.ts';
import type { Rng } from '../../numeric/rng.ts';
import type { NeighbourGraph } from './neighbourGraph.ts';

/**
 * Of 1 / (1 + a d^2b), which lies nearest to a curve that is 1 up to a distance of 0.1 and falls with exp(0.1 - d) from
 * there (McInnes, Healy and Melville 2018, section 3.2, with min_dist 0.1).
 */
export const CURVE = { a: 1.5769434, b: 0.8950608 } as const;
/** Points that each end of an edge is pushed away from, for each time that it is pulled. */
const REPELLED = 5;
/** No step goes farther along an axis. */
const LONGEST_STEP = 4;
/** Added to squared distances, so that points in one place do not fly apart. */
const SOFTENING = 1e-3;

export interface LayoutOptions {
  readonly epochs: number;
  readonly rng: Rng;
  readonly signal?: Cancellation | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * Moves points (n x 2, in place) so that those with strong edges come near to each other and others do not: stochastic
 * gradient descent with negative sampling (McInnes, Healy and Melville 2018, algorithm 5). Edges are drawn in proportion
 * to their weights, the strongest in every epoch.
 */
export function layOut(places: Float32Array, graph: NeighbourGraph, options: LayoutOptions): void {
  const { epochs, rng, signal, onProgress } = options;
  const { heads, tails, weights } = graph;
  const highest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const every = weights.map((weight) => highest / weight);
  const next = every.slice();
  const draw = integers(places.length / 2, rng);
  for (let epoch = 0; epoch < epochs; epoch++) {
    throwIfCancelled(signal);
    onProgress?.(epoch / epochs);
    const rate = 1 - epoch / epochs;
    for (let edge = 0; edge < heads.length; edge++) {
      if (next[edge]! > epoch) continue;
      next[edge]! += every[edge]!;
      const head = 2 * heads[edge]!;
      attract(places, head, 2 * tails[edge]!, rate);
      for (let count = 0; count < REPELLED; count++) repel(places, head, 2 * draw(), rate);
    }
  }
}

function attract(places: Float32Array, one: number, other: number, rate: number): void {
  const dx = places[one]! - places[other]!;
  const dy = places[one + 1]! - places[other + 1]!;
  const square = dx * dx + dy * dy;
  if (square === 0) return;
  const power = CURVE.a * square ** CURVE.b;
  const pull = (-2 * CURVE.b * power) / (square * (1 + power));
  const stepX = rate * clip(pull * dx);
  const stepY = rate * clip(pull * dy);
  places[one]! += stepX;
  places[one + 1]! += stepY;
  places[other]! -= stepX;
  places[other + 1]! -= stepY;
}

function repel(places: Float32Array, one: number, other: number, rate: number): void {
  const dx = places[one]! - places[other]!;
  const dy = places[one + 1]! - places[other + 1]!;
  const square = dx * dx + dy * dy;
  if (square === 0) return;
  const push = (2 * CURVE.b) / ((SOFTENING + square) * (1 + CURVE.a * square ** CURVE.b));
  places[one]! += rate * clip(push * dx);
  places[one + 1]! += rate * clip(push * dy);
}

const clip = (step: number): number =>
  step > LONGEST_STEP ? LONGEST_STEP : step < -LONGEST_STEP ? -LONGEST_STEP : step;

/** Integers in [0, n): xorshift (Marsaglia 2003), because hundreds of millions are drawn; seeded by `rng`. */
function integers(n: number, rng: Rng): () => number {
  let state = 1 + rng.integer(2 ** 32 - 1);
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return Math.floor((state >>> 0) * (n / 2 ** 32));
  };
}
