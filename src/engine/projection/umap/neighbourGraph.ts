import type { Neighbours } from '../neighbourIndex.ts';

/** Edges of a graph over the points, each in both directions. */
export interface NeighbourGraph {
  readonly heads: Int32Array;
  readonly tails: Int32Array;
  /** 0 to 1. */
  readonly weights: Float32Array;
}

/**
 * The union of what points say of their neighbours: a + b - ab where both say something (probabilistic t-conorm; McInnes,
 * Healy and Melville 2018, algorithm 1). `strengths` is aligned with `indices`.
 */
export function uniteNeighbours(
  { k, indices }: Pick<Neighbours, 'k' | 'indices'>,
  strengths: Float32Array,
): NeighbourGraph {
  const heads = new Int32Array(2 * indices.length);
  const tails = new Int32Array(2 * indices.length);
  const weights = new Float32Array(2 * indices.length);
  let count = 0;
  const add = (head: number, tail: number, weight: number): void => {
    heads[count] = head;
    tails[count] = tail;
    weights[count++] = weight;
  };
  for (let place = 0; place < indices.length; place++) {
    const from = Math.floor(place / k);
    const to = indices[place]!;
    const back = indices.subarray(to * k, (to + 1) * k).indexOf(from);
    // An edge that both have is added by the one with the lower number.
    if (back >= 0 && from > to) continue;
    const [a, b] = [strengths[place]!, back < 0 ? 0 : strengths[to * k + back]!];
    const weight = a + b - a * b;
    add(from, to, weight);
    add(to, from, weight);
  }
  return {
    heads: heads.slice(0, count),
    tails: tails.slice(0, count),
    weights: weights.slice(0, count),
  };
}
