/**
 * Logarithms of the elementary symmetric polynomials of the first values: entry l (n + 1) + m is ln e_l(values[0..m)),
 * for l up to k (Kulesza and Taskar 2012, Determinantal Point Processes for Machine Learning, algorithm 7). Logarithms,
 * because a product of many small eigenvalues is below the smallest number. `values` are not negative.
 */
export function logElementarySymmetric(values: Float64Array, k: number): Float64Array {
  const width = values.length + 1;
  const table = new Float64Array((k + 1) * width).fill(-Infinity).fill(0, 0, width);
  for (let l = 1; l <= k; l++) {
    for (let m = 1; m < width; m++) {
      const without = table[l * width + m - 1]!;
      const withValue = Math.log(values[m - 1]!) + table[(l - 1) * width + m - 1]!;
      table[l * width + m] = logAdd(without, withValue);
    }
  }
  return table;
}

/** ln(exp(a) + exp(b)). */
function logAdd(a: number, b: number): number {
  const high = Math.max(a, b);
  return high === -Infinity ? -Infinity : high + Math.log1p(Math.exp(Math.min(a, b) - high));
}
