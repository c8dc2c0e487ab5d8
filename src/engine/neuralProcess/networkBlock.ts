import type { NetworkMemory } from './networkMemory.ts';
import type { NetworkShape } from './networkShape.ts';

/** Writes parameters into a block of the kernels, rounded to float32. */
export function writeBlock(
  { tensors }: NetworkShape,
  memory: NetworkMemory,
  parameters: Float64Array,
  block: Float32Array,
): void {
  tensors.forEach(({ rows, columns, offset }, index) => {
    const stride = index === 0 ? memory.features : columns;
    for (let row = 0; row < rows; row++) {
      const from = offset + row * columns;
      block.set(parameters.subarray(from, from + columns), memory.offsets[index]! + row * stride);
    }
  });
}

/** The inverse of `writeBlock`. */
export function readBlock(
  { tensors, count }: NetworkShape,
  memory: NetworkMemory,
  block: Float32Array,
): Float64Array {
  const parameters = new Float64Array(count);
  tensors.forEach(({ rows, columns, offset }, index) => {
    const stride = index === 0 ? memory.features : columns;
    for (let row = 0; row < rows; row++) {
      const from = memory.offsets[index]! + row * stride;
      parameters.set(block.subarray(from, from + columns), offset + row * columns);
    }
  });
  return parameters;
}
