import type { DenseMatrix } from './matrix.ts';

/**
 * `out` = X Wᵀ in float64: X is n x d, `weights` K x d row-major, `out` n x K. Four rows of W share each load of X,
 * which is what the speed of scoring a pool hangs on.
 */
export function multiplyRows(x: DenseMatrix, weights: Float64Array, out: Float64Array): void {
  const { rows, columns, data } = x;
  const outputs = rows === 0 ? 0 : out.length / rows;
  const blocked = outputs - (outputs % 4);
  for (let row = 0; row < rows; row++) {
    const start = row * columns;
    const target = row * outputs;
    for (let output = 0; output < blocked; output += 4) {
      const w0 = output * columns;
      const w1 = w0 + columns;
      const w2 = w1 + columns;
      const w3 = w2 + columns;
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      for (let column = 0; column < columns; column++) {
        const value = data[start + column]!;
        sum0 += value * weights[w0 + column]!;
        sum1 += value * weights[w1 + column]!;
        sum2 += value * weights[w2 + column]!;
        sum3 += value * weights[w3 + column]!;
      }
      out[target + output] = sum0;
      out[target + output + 1] = sum1;
      out[target + output + 2] = sum2;
      out[target + output + 3] = sum3;
    }
    for (let output = blocked; output < outputs; output++) {
      out[target + output] = dotRows(x, row, weights, output);
    }
  }
}

/** Inner product of one row of `x` and one of `weights`; four partial sums, because one chain waits for itself. */
function dotRows(x: DenseMatrix, row: number, weights: Float64Array, output: number): number {
  const { columns, data } = x;
  const a = row * columns;
  const b = output * columns;
  const blocked = columns - (columns % 4);
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  for (let column = 0; column < blocked; column += 4) {
    sum0 += data[a + column]! * weights[b + column]!;
    sum1 += data[a + column + 1]! * weights[b + column + 1]!;
    sum2 += data[a + column + 2]! * weights[b + column + 2]!;
    sum3 += data[a + column + 3]! * weights[b + column + 3]!;
  }
  for (let column = blocked; column < columns; column++) sum0 += data[a + column]! * weights[b + column]!;
  return sum0 + sum1 + (sum2 + sum3);
}
