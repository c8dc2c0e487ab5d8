import { softmaxRow } from '../numeric/softmaxRow.ts';

/**
 * Derivatives of the weighted sum of cross-entropies by the logits, n x classes: what the softmax gives, less 1 at the
 * label's class, times the row's weight. Written over the logits.
 */
export function crossEntropySlopes(
  logits: Float64Array,
  labels: Int32Array,
  weights: Float64Array,
): Float64Array {
  const classes = logits.length / labels.length;
  labels.forEach((label, row) => {
    softmaxRow(logits, row, classes);
    logits[row * classes + label]! -= 1;
    for (let c = 0; c < classes; c++) logits[row * classes + c]! *= weights[row]!;
  });
  return logits;
}

/** Of each row, in nats. The logits, n x classes, are written over. */
export function crossEntropies(logits: Float64Array, labels: Int32Array): Float64Array {
  const classes = logits.length / Math.max(1, labels.length);
  return Float64Array.from(labels, (label, row) => {
    const own = logits[row * classes + label]!;
    return softmaxRow(logits, row, classes) - own;
  });
}
