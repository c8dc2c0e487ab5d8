import type { QueueSlot } from '../../protocol/round.ts';
import type { Rng } from '../numeric/rng.ts';

export interface QueueInput {
  /** Eligible rows, best first. */
  readonly ranking: Int32Array;
  /** Utilities aligned with `ranking`. */
  readonly scores: Float32Array;
  /** Places from the front of the ranking that the strategy fixed; beyond them its order is uniformly random. */
  readonly fixed: number;
  readonly slots: number;
  /** Share r of slots drawn at random, 0 to 1. */
  readonly randomShare: number;
}

/**
 * Fills the queue slot by slot: with probability r a uniform draw from the m rows not yet taken, else the strategy's
 * next. `selectionProbability` is that of the row in its slot given the slots before, whichever stream drew it:
 * r / m + (1 - r) q, where q, the strategy's own probability, is 1 for its next row, 0 for any other, and 1 / m where
 * its order is random. Inverse-probability estimates (Horvitz and Thompson 1952) rest on it.
 */
export function drawQueue(input: QueueInput, rng: Rng): QueueSlot[] {
  const { ranking, scores, fixed, randomShare } = input;
  const pool = createPlaces(ranking.length);
  const slots: QueueSlot[] = [];
  let next = 0;
  while (slots.length < input.slots && pool.size() > 0) {
    while (!pool.has(next)) next++;
    const eligible = pool.size();
    const isRandom = rng.uniform() < randomShare;
    const place = isRandom ? pool.at(rng.integer(eligible)) : next;
    // Past the fixed places the next row is itself a uniform draw from all that are left.
    const own = next >= fixed ? 1 / eligible : place === next ? 1 : 0;
    pool.remove(place);
    slots.push({
      row: ranking[place]!,
      stream: isRandom ? 'random' : 'strategy',
      selectionProbability: randomShare / eligible + (1 - randomShare) * own,
      score: scores[place]!,
      rank: place + 1,
    });
  }
  return slots;
}

/** The places 0 to n-1 with draw by index and removal, each in constant time. */
function createPlaces(n: number) {
  const places = Int32Array.from({ length: n }, (_, place) => place);
  const indexOf = places.slice();
  let size = n;
  return {
    size: () => size,
    has: (place: number) => indexOf[place]! < size,
    at: (index: number) => places[index]!,
    remove(place: number) {
      const index = indexOf[place]!;
      size--;
      const last = places[size]!;
      places[index] = last;
      places[size] = place;
      indexOf[last] = index;
      indexOf[place] = size;
    },
  };
}
