import { confusion } from './confusion.ts';

/** Share of the items of each class that are predicted to be of it (recall); null for a class without items. */
export function recallPerClass(
  truth: Int32Array,
  predicted: Int32Array,
  classCount: number,
): (number | null)[] {
  const counts = confusion(truth, predicted, classCount);
  return Array.from({ length: classCount }, (_, label) => {
    const row = counts.subarray(label * classCount, (label + 1) * classCount);
    return shareOf(row[label]!, row);
  });
}

/** Share of the items predicted to be of each class that are (precision); null where none is predicted to be. */
export function precisionPerClass(
  truth: Int32Array,
  predicted: Int32Array,
  classCount: number,
): (number | null)[] {
  return recallPerClass(predicted, truth, classCount);
}

function shareOf(correct: number, counts: Float64Array): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return total === 0 ? null : correct / total;
}
