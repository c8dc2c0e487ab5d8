import type { DenseMatrix } from './matrix.ts';

/**
 * `out` += Sᵀ X in float64: X is n x d, `scales` n x K row-major, `out` K x d. The adjoint of `multiplyRows`; four rows
 * of X share each load and store of `out`.
 */
export function accumulateRows(x: DenseMatrix, scales: Float64Array, out: Float64Array): void {
  const { rows, columns, data } = x;
  const outputs = rows === 0 ? 0 : scales.length / rows;
  const blocked = rows - (rows % 4);
  for (let row = 0; row < blocked; row += 4) {
    const x0 = row * columns;
    const x1 = x0 + columns;
    const x2 = x1 + columns;
    const x3 = x2 + columns;
    for (let output = 0; output < outputs; output++) {
      const s = row * outputs + output;
      const s0 = scales[s]!;
      const s1 = scales[s + outputs]!;
      const s2 = scales[s + 2 * outputs]!;
      const s3 = scales[s + 3 * outputs]!;
      const target = output * columns;
      for (let column = 0; column < columns; column++) {
        out[target + column]! +=
          s0 * data[x0 + column]! +
          s1 * data[x1 + column]! +
          (s2 * data[x2 + column]! + s3 * data[x3 + column]!);
      }
    }
  }
  for (let row = blocked; row < rows; row++) {
    for (let output = 0; output < outputs; output++) {
      const scale = scales[row * outputs + output]!;
      const target = output * columns;
      for (let column = 0; column < columns; column++) {
        out[target + column]! += scale * data[row * columns + column]!;
      }
    }
  }
}
