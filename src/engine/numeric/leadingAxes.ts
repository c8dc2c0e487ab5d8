import type { DenseMatrix } from './matrix.ts';
import type { Rng } from './rng.ts';

/** Passes after which the directions hold nearly all the variance that they can hold (Halko et al. 2011, section 4.5). */
const PASSES = 4;

/**
 * Orthonormal directions along which the rows vary about the most: the leading principal axes, by orthogonal iteration
 * from a random start. `count` x d row-major; near, not exact: whoever needs bounds relies on their orthonormality only.
 */
export function leadingAxes(
  { rows, columns, data }: DenseMatrix,
  count: number,
  rng: Rng,
): { readonly mean: Float64Array; readonly axes: Float64Array } {
  const mean = new Float64Array(columns);
  for (let at = 0; at < rows * columns; at++) mean[at % columns]! += data[at]! / rows;
  let axes: Float64Array = Float64Array.from({ length: count * columns }, () => rng.normal());
  for (let pass = 0; pass < PASSES; pass++) {
    orthonormalise(axes, count, columns);
    axes = covarianceTimes({ rows, columns, data }, mean, axes);
  }
  orthonormalise(axes, count, columns);
  return { mean, axes };
}

/** Each axis times X'X, X being the centred rows. */
function covarianceTimes(
  { rows, columns, data }: DenseMatrix,
  mean: Float64Array,
  axes: Float64Array,
): Float64Array {
  const out = new Float64Array(axes.length);
  const centred = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      centred[column] = data[row * columns + column]! - mean[column]!;
    }
    for (let start = 0; start < axes.length; start += columns) {
      let product = 0;
      for (let column = 0; column < columns; column++) product += centred[column]! * axes[start + column]!;
      for (let column = 0; column < columns; column++) out[start + column]! += product * centred[column]!;
    }
  }
  return out;
}

/** Gram and Schmidt, twice, which is exact to the last bits; a direction without extent becomes 0. */
function orthonormalise(axes: Float64Array, count: number, columns: number): void {
  for (let index = 0; index < count; index++) {
    const axis = axes.subarray(index * columns, (index + 1) * columns);
    const before = Math.sqrt(dot(axis, axis));
    for (let round = 0; round < 2; round++) {
      for (let earlier = 0; earlier < index; earlier++) {
        const other = axes.subarray(earlier * columns, (earlier + 1) * columns);
        const product = dot(axis, other);
        for (let column = 0; column < columns; column++) axis[column]! -= product * other[column]!;
      }
    }
    const length = Math.sqrt(dot(axis, axis));
    const scale = length > 1e-9 * before ? 1 / length : 0;
    for (let column = 0; column < columns; column++) axis[column]! *= scale;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}
