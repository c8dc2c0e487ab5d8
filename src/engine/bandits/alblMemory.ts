import { fromMemory } from './bookkeeping.ts';

/** A pick whose label was not known yet. */
export interface PendingPick {
  readonly row: number;
  readonly probability: number;
  /** 1 for each arm that proposed it, length K. */
  readonly proposed: Float64Array;
}

/** A labeled row that was picked with a known probability. */
export interface PastPick {
  readonly row: number;
  readonly probability: number;
}

/** What ALBL knows from batch to batch, of K arms. */
export interface AlblMemory {
  /** Items of the pool when it began. */
  readonly items: number;
  readonly weights: Float64Array;
  readonly past: readonly PastPick[];
  readonly pending: readonly PendingPick[];
  /** Of the arms, when the pending ones were picked. */
  readonly probabilities: Float64Array;
}

const KIND = 4015;

export function packAlbl({ items, weights, past, pending, probabilities }: AlblMemory): Float64Array {
  return Float64Array.from([
    KIND,
    weights.length,
    items,
    ...weights,
    ...probabilities,
    past.length,
    ...past.flatMap(({ row, probability }) => [row, probability]),
    pending.length,
    ...pending.flatMap(({ row, probability, proposed }) => [row, probability, ...proposed]),
  ]);
}

/** Null where the memory is not one of ALBL with as many arms. */
export function unpackAlbl(memory: Float64Array | undefined, arms: number): AlblMemory | null {
  return fromMemory(memory, (reader) => {
    if (reader.number() !== KIND || reader.number() !== arms) throw new RangeError('Another memory.');
    const items = reader.number();
    const weights = reader.numbers(arms);
    const probabilities = reader.numbers(arms);
    const past = Array.from({ length: reader.number() }, () => ({
      row: reader.number(),
      probability: reader.number(),
    }));
    const pending = Array.from({ length: reader.number() }, () => ({
      row: reader.number(),
      probability: reader.number(),
      proposed: reader.numbers(arms),
    }));
    return { items, weights, probabilities, past, pending };
  });
}
