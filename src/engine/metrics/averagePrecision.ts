/**
 * Average precision of two classes: the sum over thresholds of precision times the recall gained there, without
 * interpolation; items that tie pass a threshold together. NaN when class 1 is absent.
 */
export function averagePrecision(truth: Int32Array, scores: Float64Array): number {
  const order = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  const positives = truth.reduce((sum, label) => sum + (label === 1 ? 1 : 0), 0);
  let found = 0;
  let area = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    let gained = 0;
    while (end < order.length && scores[order[end]!] === scores[order[start]!]) {
      if (truth[order[end]!] === 1) gained++;
      end++;
    }
    found += gained;
    area += (gained / positives) * (found / end);
    start = end;
  }
  return positives === 0 ? Number.NaN : area;
}
