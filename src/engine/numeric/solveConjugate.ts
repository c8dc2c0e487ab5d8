/**
 * Solves A x = b for a symmetric positive definite A, given as a product, by conjugate gradients (Hestenes and Stiefel
 * 1952), until the residual is `tolerance` times the norm of b.
 */
export function solveConjugate(
  times: (vector: Float64Array) => Float64Array,
  b: Float64Array,
  tolerance = 1e-10,
): Float64Array {
  const x = new Float64Array(b.length);
  const residual = b.slice();
  const direction = b.slice();
  let energy = inner(residual, residual);
  const target = tolerance ** 2 * energy;
  // In exact arithmetic as many steps as unknowns suffice; rounding may ask for more.
  for (let iteration = 0; iteration < 2 * b.length + 10 && energy > target; iteration++) {
    const image = times(direction);
    const step = energy / inner(direction, image);
    for (let index = 0; index < x.length; index++) {
      x[index]! += step * direction[index]!;
      residual[index]! -= step * image[index]!;
    }
    const next = inner(residual, residual);
    for (let index = 0; index < x.length; index++) {
      direction[index] = residual[index]! + (next / energy) * direction[index]!;
    }
    energy = next;
  }
  return x;
}

function inner(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}
