/** Zeros in shared memory: a matrix that is passed to other threads is neither copied nor held twice. */
export function sharedFloats(length: number): Float32Array {
  return new Float32Array(new SharedArrayBuffer(length * Float32Array.BYTES_PER_ELEMENT));
}
