import type { Matrix } from '../../engine/numeric/matrix.ts';

/**
 * Centres the columns `from` to `to` (exclusive) over the filled rows and divides them by one number, so that their mean
 * variance is 1. Rows that are not filled stay 0.
 */
export function scaleBlock(
  { rows, columns, data }: Matrix,
  { from, to, filled }: { readonly from: number; readonly to: number; readonly filled: Uint8Array },
): void {
  const count = filled.reduce((sum, flag) => sum + flag, 0);
  if (count === 0) return;
  let variance = 0;
  for (let column = from; column < to; column += 1) {
    let sum = 0;
    for (let row = 0; row < rows; row += 1) sum += data[row * columns + column]!;
    const mean = sum / count;
    for (let row = 0; row < rows; row += 1) {
      if (filled[row] === 0) continue;
      const centred = data[row * columns + column]! - mean;
      data[row * columns + column] = centred;
      variance += centred * centred;
    }
  }
  const scale = variance > 0 ? 1 / Math.sqrt(variance / (count * (to - from))) : 0;
  for (let row = 0; row < rows; row += 1) {
    for (let at = row * columns + from; at < row * columns + to; at += 1) data[at]! *= scale;
  }
}
