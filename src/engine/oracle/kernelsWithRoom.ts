import { createKernels } from '../kernels/kernels.ts';
import type { Kernels } from '../kernels/kernels.ts';

/** The instance given, emptied, if it has room for `bytes`; else a new one with some to spare. */
export function kernelsWithRoom(bytes: number, former: Kernels | null): Kernels {
  if (former === null || former.capacity < bytes) return createKernels(Math.ceil(1.5 * bytes));
  former.clear();
  return former;
}
