/**
 * Ranks of `scores` from 0 for the lowest to 1 for the highest, equal scores sharing the mean of their ranks; NaN counts
 * as lowest. A single score, and any where all are equal, gets 0.5.
 */
export function rankNormalised(scores: Float64Array): Float64Array {
  const values = scores.map((score) => (Number.isNaN(score) ? -Infinity : score));
  const order = Int32Array.from(values.keys()).sort((a, b) =>
    values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : 0,
  );
  const ranks = new Float64Array(values.length);
  const last = values.length - 1;
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    const rank = last === 0 ? 0.5 : (start + end - 1) / 2 / last;
    for (let place = start; place < end; place++) ranks[order[place]!] = rank;
    start = end;
  }
  return ranks;
}
