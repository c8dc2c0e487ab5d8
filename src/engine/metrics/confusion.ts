/** Counts of items by true and predicted class: row-major classCount x classCount, truth in rows. */
export function confusion(truth: Int32Array, predicted: Int32Array, classCount: number): Float64Array {
  const counts = new Float64Array(classCount * classCount);
  for (let index = 0; index < truth.length; index++)
    counts[truth[index]! * classCount + predicted[index]!]!++;
  return counts;
}
