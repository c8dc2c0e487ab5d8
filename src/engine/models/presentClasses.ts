/** Ascending class indices that `labels` holds. Throws RangeError, which names the model, where there are fewer than two. */
export function presentClasses(labels: Int32Array, classCount: number, model: string): Int32Array {
  const counts = new Int32Array(classCount);
  for (const label of labels) counts[label]!++;
  const classes = Int32Array.from(counts.keys()).filter((index) => counts[index]! > 0);
  if (classes.length < 2) {
    throw new RangeError(
      `${model} needs labels of at least two classes; ${classes.length} of ${classCount} given.`,
    );
  }
  return classes;
}
