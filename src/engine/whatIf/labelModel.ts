import type { Cancellation } from '../cancellation.ts';
import { svc } from '../models/svc.ts';
import { resolveParams } from '../models/params.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';

/** Labels that are known to a label model. */
export interface KnownLabels {
  readonly rows: Int32Array;
  readonly labels: Int32Array;
}

/**
 * Probabilities of the classes of every row of `features` (n x d, columns of equal scale), n x classCount row-major, as
 * the known labels have them: a support-vector classifier with a smooth boundary and Platt's probabilities, whatever
 * the project's model. It must be able to see more than that model does: what a linear model cannot express makes up
 * much of the difference between strategies.
 */
export function imagineClasses(
  features: DenseMatrix,
  { rows, labels }: KnownLabels,
  classCount: number,
  signal?: Cancellation,
): Float64Array {
  const [first] = labels;
  if (labels.every((label) => label === first)) {
    const certain = new Float64Array(features.rows * classCount);
    for (let row = 0; row < features.rows; row++) certain[row * classCount + (first ?? 0)] = 1;
    return certain;
  }
  const params = resolveParams(svc.params, { probability: true });
  return svc
    .fit({ features: gatherRows(features, rows), labels, classCount }, params, signal)
    .probabilities(features);
}

/** One class for each row, drawn by `probabilities` (n x classCount). */
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
