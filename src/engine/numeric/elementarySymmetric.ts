/**
 * Elementary symmetric polynomials of the first n values: entry l (n + 1) + m is e_l(values[0..m)), for l up to k
 * (Kulesza and Taskar 2012, Determinantal Point Processes for Machine Learning, algorithm 7).
 */
export function elementarySymmetric(values: Float64Array, k: number): Float64Array {
  const width = values.length + 1;
  const table = new Float64Array((k + 1) * width).fill(1, 0, width);
  for (let l = 1; l <= k; l++) {
    for (let m = 1; m < width; m++) {
      table[l * width + m] = table[l * width + m - 1]! + values[m - 1]! * table[(l - 1) * width + m - 1]!;
    }
  }
  return table;
}
