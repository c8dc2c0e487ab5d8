/** Mean recall over the classes that occur in the truth. NaN when there are no items. */
export function balancedAccuracy(truth: Int32Array, predicted: Int32Array, classCount: number): number {
  const counts = new Float64Array(classCount);
  const correct = new Float64Array(classCount);
  for (let index = 0; index < truth.length; index++) {
    const label = truth[index]!;
    counts[label]!++;
    if (label === predicted[index]) correct[label]!++;
  }
  let sum = 0;
  let present = 0;
  for (let label = 0; label < classCount; label++) {
    const count = counts[label]!;
    if (count === 0) continue;
    sum += correct[label]! / count;
    present++;
  }
  return sum / present;
}
