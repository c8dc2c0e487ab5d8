export { encodePoints, trainPoints } from './networkPoints';
export { predictRows, trainRows } from './networkStep';
export { transposeTensors, updateTensors } from './networkUpdate';

/** The first byte that the kernels do not use themselves; to be asked once. */
export function memoryStart(): usize {
  return heap.alloc(16) + 16;
}
