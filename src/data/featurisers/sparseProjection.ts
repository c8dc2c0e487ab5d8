/** Output columns that each input column goes to; see `SparseProjection`. */
const copies = 8;

/**
 * A seeded sparse random projection from any number of columns to a few: each input column goes with a random sign to
 * eight output columns. Distances are kept in expectation, and nearly so with high probability (Kane & Nelson, "Sparser
 * Johnson-Lindenstrauss Transforms", J. ACM 61(1), 2014, the block construction). Nothing is stored: target and sign
 * are hashes of the input column's number.
 */
export class SparseProjection {
  readonly columns: number;
  readonly #seed: number;
  readonly #block: number;

  /** `columns`: of the output, a multiple of eight. */
  constructor(columns: number, seed: number) {
    this.columns = columns;
    this.#seed = seed;
    this.#block = columns / copies;
  }

  /** Adds `value` of input column `column` to the output row that begins at `start` of `data`. */
  add(column: number, value: number, data: Float32Array, start: number): void {
    const scaled = value / Math.sqrt(copies);
    for (let copy = 0; copy < copies; copy += 1) {
      const hash = mix(column, this.#seed + copy);
      const target = start + copy * this.#block + ((hash >>> 1) % this.#block);
      data[target]! += (hash & 1) === 0 ? scaled : -scaled;
    }
  }
}

/** Finaliser of MurmurHash3 (Appleby, public domain): every input bit changes every output bit with odds 1/2. */
function mix(value: number, seed: number): number {
  let hash = Math.imul(value, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
