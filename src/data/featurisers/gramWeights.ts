/** Hash buckets of one kind of grams: 2^18, so that a vocabulary of 100,000 grams collides for about a third. */
const bucketBits = 18;
export const buckets = 1 << bucketBits;

/** Which bucket a 32-bit hash goes to; the high bits of FNV are the better mixed ones. */
function bucketOf(hash: number): number {
  return (Math.imul(hash, 0x9e3779b1) >>> (32 - bucketBits)) & (buckets - 1);
}

/** Counts of one text's grams by bucket, and over all texts in how many each occurs. Memory: 3 x 1 MiB. */
export class GramWeights {
  readonly #counts = new Uint32Array(buckets);
  readonly #touched: number[] = [];
  readonly #documents = new Uint32Array(buckets);
  #texts = 0;

  readonly count = (hash: number): void => {
    const bucket = bucketOf(hash);
    if (this.#counts[bucket] === 0) this.#touched.push(bucket);
    this.#counts[bucket]! += 1;
  };

  /** First pass: the grams counted since the last call are those of one text. */
  endText(): void {
    for (const bucket of this.#touched) this.#documents[bucket]! += 1;
    this.#texts += 1;
    this.#clear();
  }

  /**
   * Second pass: sublinear TF-IDF of the grams counted since the last call, of Euclidean length 1. Weight (1 + ln tf) *
   * (ln((1 + n) / (1 + df)) + 1): Manning, Raghavan & Schuetze, Introduction to Information Retrieval (2008), 6.4.1,
   * with the document frequency smoothed as if one more text held every gram.
   */
  emit(visit: (bucket: number, weight: number) => void): void {
    let squares = 0;
    for (const bucket of this.#touched) squares += this.#weight(bucket) ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (const bucket of this.#touched) visit(bucket, this.#weight(bucket) * scale);
    this.#clear();
  }

  #weight(bucket: number): number {
    const inverse = Math.log((1 + this.#texts) / (1 + this.#documents[bucket]!)) + 1;
    return (1 + Math.log(this.#counts[bucket]!)) * inverse;
  }

  #clear(): void {
    for (const bucket of this.#touched) this.#counts[bucket] = 0;
    this.#touched.length = 0;
  }
}
