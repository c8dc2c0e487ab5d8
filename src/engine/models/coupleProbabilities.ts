import type { ClassPair } from './oneVsOne.ts';

/**
 * Class probabilities p from those of the pairs, `shares[k]` = P(first | first or second of pair k): minimises the sum
 * over pairs of (share_ji p_i - share_ij p_j)^2 under sum p = 1 (Wu, Lin and Weng 2004, JMLR 5, second approach,
 * algorithm 2). Classes without a pair get 0.
 */
export function coupleProbabilities(
  shares: readonly number[],
  pairs: readonly ClassPair[],
  classCount: number,
): Float64Array {
  const q = new Float64Array(classCount * classCount);
  pairs.forEach(({ first, second }, k) => {
    const share = shares[k]!;
    q[first * classCount + first]! += (1 - share) ** 2;
    q[second * classCount + second]! += share ** 2;
    q[first * classCount + second] = -share * (1 - share);
    q[second * classCount + first] = -share * (1 - share);
  });
  const present = Array.from(new Set(pairs.flatMap(({ first, second }) => [first, second])));
  const p = new Float64Array(classCount);
  for (const label of present) p[label] = 1 / present.length;
  const image = new Float64Array(classCount);
  for (let sweep = 0; sweep < 1000; sweep++) {
    let energy = 0;
    for (const a of present) {
      let sum = 0;
      for (const b of present) sum += q[a * classCount + b]! * p[b]!;
      image[a] = sum;
      energy += p[a]! * sum;
    }
    if (present.every((label) => Math.abs(image[label]! - energy) < 1e-10)) break;
    for (const a of present) {
      const own = q[a * classCount + a]!;
      const change = (energy - image[a]!) / own;
      p[a]! += change;
      energy = (energy + change * (change * own + 2 * image[a]!)) / (1 + change) ** 2;
      for (const b of present) {
        image[b] = (image[b]! + change * q[a * classCount + b]!) / (1 + change);
        p[b]! /= 1 + change;
      }
    }
  }
  return p;
}
