/** A seeded source of randomness; the only one the engine may use. */
export interface Rng {
  /** Uniform in [0, 1), 53 bits. */
  uniform(): number;
  /** Uniform integer in [0, n). */
  integer(n: number): number;
  /** Standard normal. */
  normal(): number;
  /** An independent generator named by `key`: the same seed and key always give the same stream. */
  fork(key: string): Rng;
}
