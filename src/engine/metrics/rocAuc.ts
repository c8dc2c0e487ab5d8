/**
 * Area under the ROC curve of two classes: the share of pairs (one item of class 1, one of class 0) in which the first
 * has the higher score, ties counting half (Mann and Whitney 1947). NaN when a class is absent.
 */
export function rocAuc(truth: Int32Array, scores: Float64Array): number {
  const order = Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  let rankSum = 0;
  let positives = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) end++;
    // Items that tie share the mean of their ranks (from 1).
    const rank = (start + 1 + end) / 2;
    for (let place = start; place < end; place++) {
      if (truth[order[place]!] !== 1) continue;
      rankSum += rank;
      positives++;
    }
    start = end;
  }
  const negatives = order.length - positives;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Mean area of each class against the rest (Provost and Domingos 2001); `probabilities` is n x classCount. */
export function rocAucOneVsRest(truth: Int32Array, probabilities: Float64Array, classCount: number): number {
  let sum = 0;
  for (let label = 0; label < classCount; label++) {
    sum += rocAuc(
      truth.map((each) => (each === label ? 1 : 0)),
      columnOf(probabilities, classCount, label),
    );
  }
  return sum / classCount;
}

const columnOf = (probabilities: Float64Array, classCount: number, label: number): Float64Array =>
  Float64Array.from(
    { length: probabilities.length / classCount },
    (_, row) => probabilities[row * classCount + label]!,
  );

/** Mean over ordered pairs of classes of the area among their items alone (Hand and Till 2001, eq. 7). */
export function rocAucOneVsOne(truth: Int32Array, probabilities: Float64Array, classCount: number): number {
  let sum = 0;
  let pairs = 0;
  for (let label = 0; label < classCount; label++) {
    for (let other = 0; other < classCount; other++) {
      if (other === label) continue;
      const rows = Array.from(truth.keys()).filter((row) => truth[row] === label || truth[row] === other);
      sum += rocAuc(
        Int32Array.from(rows, (row) => (truth[row] === label ? 1 : 0)),
        Float64Array.from(rows, (row) => probabilities[row * classCount + label]!),
      );
      pairs++;
    }
  }
  return sum / pairs;
}
