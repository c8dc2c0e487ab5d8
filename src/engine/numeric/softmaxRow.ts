/**
 * Turns row `row` of the n x `columns` logits into probabilities, in place, and returns ln sum exp of the logits. The
 * row's maximum is taken out first, so that no logit overflows.
 */
export function softmaxRow(logits: Float64Array, row: number, columns: number): number {
  const start = row * columns;
  let maximum = -Infinity;
  for (let column = 0; column < columns; column++) maximum = Math.max(maximum, logits[start + column]!);
  let total = 0;
  for (let column = 0; column < columns; column++) {
    const value = Math.exp(logits[start + column]! - maximum);
    logits[start + column] = value;
    total += value;
  }
  for (let column = 0; column < columns; column++) logits[start + column]! /= total;
  return maximum + Math.log(total);
}
