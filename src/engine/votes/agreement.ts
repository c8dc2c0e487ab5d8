import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';

/** From this rank correlation on, two candidates say the same: of two classes, entropy and margin do. */
export const SAME = 0.999;

export interface Agreement {
  /** K x K: Spearman's rank correlation; NaN where one gives all items the same. */
  readonly correlations: Float64Array;
  /** K x K: the share of one's best `k` items that are among the other's. */
  readonly overlaps: Float64Array;
}

/** How far K candidates agree on items; `ranks` from `rankNormalised`, K arrays of length m. */
export function agreement(ranks: readonly Float64Array[], k: number, rng: Rng): Agreement {
  const centred = ranks.map((own) => own.map((rank) => rank - 0.5));
  const lengths = centred.map((own) => Math.sqrt(own.reduce((sum, value) => sum + value * value, 0)));
  // The same ties go the same way for all.
  const best = ranks.map((own) => new Set(topK(own, k, rng.fork('ties'))));
  const square = (pair: (a: number, b: number) => number): Float64Array =>
    Float64Array.from({ length: ranks.length ** 2 }, (_, index) =>
      pair(Math.floor(index / ranks.length), index % ranks.length),
    );
  return {
    correlations: square((a, b) => {
      const product = centred[a]!.reduce((sum, value, place) => sum + value * centred[b]![place]!, 0);
      const scale = lengths[a]! * lengths[b]!;
      return scale > 0 ? Math.min(1, product / scale) : NaN;
    }),
    overlaps: square(
      (a, b) => [...best[a]!].filter((place) => best[b]!.has(place)).length / Math.max(1, best[a]!.size),
    ),
  };
}

/** Groups of candidates that say the same of the pool, by their places; each with the first of its kind. */
export function groupAlike(correlations: Float64Array, candidates: number): readonly (readonly number[])[] {
  const groups: number[][] = [];
  for (let place = 0; place < candidates; place++) {
    const group = groups.find(([first]) => correlations[first! * candidates + place]! >= SAME);
    if (group === undefined) groups.push([place]);
    else group.push(place);
  }
  return groups;
}
