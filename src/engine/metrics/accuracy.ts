/** Share of predictions that equal the truth. NaN when there are none. */
export function accuracy(truth: Int32Array, predicted: Int32Array): number {
  let correct = 0;
  for (let index = 0; index < truth.length; index++) {
    if (truth[index] === predicted[index]) correct++;
  }
  return correct / truth.length;
}
