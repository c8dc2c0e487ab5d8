import type { Rng } from '../numeric/rng.ts';

/** One class for each row, drawn by `probabilities` (n x classCount, rows summing to 1). */
export function drawClasses(probabilities: Float64Array, classCount: number, rng: Rng): Int32Array {
  const classes = new Int32Array(probabilities.length / classCount);
  for (let row = 0; row < classes.length; row++) {
    let rest = rng.uniform();
    let label = 0;
    while (label < classCount - 1 && rest >= probabilities[row * classCount + label]!) {
      rest -= probabilities[row * classCount + label]!;
      label++;
    }
    classes[row] = label;
  }
  return classes;
}
