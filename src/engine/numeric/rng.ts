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

const TWO_32 = 2 ** 32;

/**
 * A generator whose stream depends on `seed` alone (any finite number; integers up to 2^53 are all distinct).
 * Stream: sfc32 (Doty-Humphrey, PractRand), its state filled by a splitmix-style sequence of the hashed seed.
 */
export function createRng(seed: number): Rng {
  const low = seed >>> 0;
  const high = Math.floor((seed - low) / TWO_32) >>> 0;
  // The fraction enters too, so that seeds such as 0.1 and 0.2 differ.
  const fraction = Math.floor((seed - Math.floor(seed)) * TWO_32) >>> 0;
  return createStream(mix(low ^ 0x9e3779b9), mix(mix(high ^ 0x7f4a7c15) ^ fraction));
}

/** `nameLow` and `nameHigh` name the stream: forks hash their key into them, never into the running state. */
function createStream(nameLow: number, nameHigh: number): Rng {
  const next = createSfc32(nameLow, nameHigh);
  const uniform = () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53;
  let spare: number | undefined;
  return {
    uniform,
    integer: (n) => drawInteger(next, uniform, n),
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const [first, second] = drawNormalPair(uniform);
      spare = second;
      return first;
    },
    fork(key) {
      let low = nameLow;
      let high = nameHigh;
      for (let index = 0; index < key.length; index++) {
        low = mix(low ^ key.charCodeAt(index));
        high = mix((high + low) | 0);
      }
      return createStream(mix(low ^ 0x5851f42d), mix(high ^ 0x14057b7e));
    },
  };
}

/** The finaliser of MurmurHash3: every input bit reaches every output bit. */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function createSfc32(nameLow: number, nameHigh: number): () => number {
  let a = nameLow | 0;
  let b = nameHigh | 0;
  let c = mix((nameLow + 0x9e3779b9) ^ nameHigh) | 0;
  let counter = 1;
  const next = () => {
    const output = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + output) | 0;
    return output >>> 0;
  };
  // The reference implementation discards the first outputs, while the state is still close to the seed.
  for (let round = 0; round < 16; round++) next();
  return next;
}

/** Rejection keeps every integer equally likely; above 2^32 the 53-bit uniform is fine enough. */
function drawInteger(next: () => number, uniform: () => number, n: number): number {
  if (!(n >= 1)) throw new RangeError(`A random integer needs a bound of at least 1, not ${n}.`);
  if (n > TWO_32) return Math.floor(uniform() * n);
  const limit = TWO_32 - (TWO_32 % n);
  let value = next();
  while (value >= limit) value = next();
  return value % n;
}

/** Two independent standard normals by Marsaglia's polar method (SIAM Review 6, 1964). */
function drawNormalPair(uniform: () => number): readonly [number, number] {
  for (;;) {
    const u = 2 * uniform() - 1;
    const v = 2 * uniform() - 1;
    const square = u * u + v * v;
    if (square > 0 && square < 1) {
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      return [u * factor, v * factor];
    }
  }
}
