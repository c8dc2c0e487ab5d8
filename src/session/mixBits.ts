/** A mix of two integers into 32 bits, 0 to 2^32 - 1 (finaliser of MurmurHash3). */
export const mixBits = (value: number, seed: number): number => {
  let hash = Math.imul(value ^ seed, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};
