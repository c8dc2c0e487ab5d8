import type { GuardVerdict } from '../../protocol/inspectorLeaderboard.ts';
import type { Rng } from '../numeric/rng.ts';
import type { CreditedGains } from './creditedMean.ts';

/** Labels of a strategy at the first look; each next look comes when they have doubled. */
export const FIRST_LOOK = 25;

/** Smallest p value that can be found is 1 in so many. */
const SHUFFLES = 9999;

export interface GuardInput {
  /** Of the strategy's labels, in the order in which they were given. */
  readonly own: CreditedGains;
  /** Gains of labels that were drawn at random. */
  readonly random: Float64Array;
  /** Chance of a false alarm over all looks together, in (0, 1). */
  readonly level: number;
  readonly rng: Rng;
}

/**
 * Whether a strategy's labels gain less than labels drawn at random, by a one-sided permutation test of the difference of
 * mean gains (Fisher 1935; p as Phipson and Smyth 2010 have it). Who looks often finds something by chance: look m, at
 * 25, 50, 100 ... labels, spends level / (m (m + 1)) of the level, which adds up to it over all looks that may ever come.
 * Between looks the verdict of the last one stands, on the labels that it had. Null before the first look.
 */
export function worseThanRandom({ own, random, level, rng }: GuardInput): GuardVerdict | null {
  if (own.gains.length < FIRST_LOOK || random.length < 2) return null;
  const look = 1 + Math.floor(Math.log2(own.gains.length / FIRST_LOOK));
  const count = FIRST_LOOK * 2 ** (look - 1);
  const seen = { gains: own.gains.subarray(0, count), shares: own.shares.subarray(0, count) };
  const p = shuffledP(seen, random, rng);
  const spent = level / (look * (look + 1));
  return { look, labels: count, p, level: spent, isWorse: p <= spent };
}

/** How often a draw of labels from both together has a mean as low, compared to that of the rest. */
function shuffledP({ gains, shares }: CreditedGains, random: Float64Array, rng: Rng): number {
  const pooled = Float64Array.from([...gains, ...random]);
  const sum = pooled.reduce((total, gain) => total + gain, 0);
  const credit = shares.reduce((total, share) => total + share, 0);
  const difference = (): number => {
    let weighted = 0;
    let plain = 0;
    for (let place = 0; place < shares.length; place++) {
      weighted += shares[place]! * pooled[place]!;
      plain += pooled[place]!;
    }
    return weighted / credit - (sum - plain) / random.length;
  };
  // Sums of the same numbers in another order may differ in the last digit.
  const found = difference() + 1e-12;
  let asLow = 1;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    for (let place = 0; place < shares.length; place++) {
      const other = place + rng.integer(pooled.length - place);
      [pooled[place], pooled[other]] = [pooled[other]!, pooled[place]!];
    }
    if (difference() <= found) asLow++;
  }
  return asLow / (SHUFFLES + 1);
}
