/** A two-class problem of n points; arrays of n float64 values. */
export class Dual {
  n: i32 = 0;
  /** Kernel rows, `stride` bytes apart. */
  kernel: usize = 0;
  stride: usize = 0;
  signs: usize = 0;
  costs: usize = 0;
  alpha: usize = 0;
  /** Free list (i32), five vectors of n rounded up to even, then n rows of `stride` bytes. */
  scratch: usize = 0;
  /** Which rows of `kernel` are there (i32 n); 0 where all are. */
  ready: usize = 0;
}
