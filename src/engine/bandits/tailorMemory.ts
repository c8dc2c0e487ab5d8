import { fromMemory } from './bookkeeping.ts';

/** What TAILOR knows from batch to batch, of K arms and C classes. */
export interface TailorMemory {
  /** K x C row-major: labels that an arm's items got, older ones counting less. */
  readonly counts: Float64Array;
  /** Picks whose labels were not known yet, with their arms. */
  readonly pending: readonly { readonly row: number; readonly arm: number }[];
}

const KIND = 4024;

export function packTailor({ counts, pending }: TailorMemory): Float64Array {
  return Float64Array.from([
    KIND,
    counts.length,
    ...counts,
    pending.length,
    ...pending.flatMap(({ row, arm }) => [row, arm]),
  ]);
}

/** Null where the memory is not one of TAILOR with as many counts. */
export function unpackTailor(memory: Float64Array | undefined, counts: number): TailorMemory | null {
  return fromMemory(memory, (reader) => {
    if (reader.number() !== KIND || reader.number() !== counts) throw new RangeError('Another memory.');
    return {
      counts: reader.numbers(counts),
      pending: Array.from({ length: reader.number() }, () => ({
        row: reader.number(),
        arm: reader.number(),
      })),
    };
  });
}
