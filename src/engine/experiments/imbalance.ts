/**
 * Rows of each class that keep the proportions `factors` with as many rows as there are: t_c = max(n) f_c / max(f),
 * q = min_c n_c / t_c, and floor(q t_c) rows of class c (the imbalancer of Bakker et al. 2023's released code).
 * `existing` leaves the proportions that the data have and multiplies them: floor(n_c f_c / max(f)). Length classes.
 */
export function keptPerClass(counts: Float64Array, factors: Float64Array, existing = false): Float64Array {
  const largest = factors.reduce((a, b) => Math.max(a, b), 0);
  if (existing) return counts.map((count, label) => Math.floor((count * factors[label]!) / largest));
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const wanted = factors.map((factor) => (most * factor) / largest);
  const share = wanted.reduce(
    (least, rows, label) => (rows > 0 ? Math.min(least, counts[label]! / rows) : least),
    Infinity,
  );
  return wanted.map((rows) => Math.floor(share * rows));
}

/** Factors of the imbalanced settings: 1 for the classes 0, 2, 4 ..., which become rare, `factor` for the others. */
export function alternatingFactors(classCount: number, factor: number): Float64Array {
  return new Float64Array(classCount).map((_, label) => (label % 2 === 0 ? 1 : factor));
}
