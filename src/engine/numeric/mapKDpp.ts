/**
 * Greedy maximum of det(L_S) over sets of `k`: each pick has the largest variance left by the picks before it (Chen,
 * Zhang and Zhou 2018, Fast Greedy MAP Inference for Determinantal Point Process, algorithm 1). `kernelRow(i)` is row i of
 * L; among equals the first of `order` is taken. Returns the picks with the factor each brings to the determinant.
 */
export function mapKDpp(
  kernelRow: (item: number) => Float64Array,
  diagonal: Float64Array,
  order: Int32Array,
  k: number,
): { readonly picks: number[]; readonly factors: number[] } {
  const variance = diagonal.slice();
  const factor: Float64Array[] = [];
  const picks: number[] = [];
  const factors: number[] = [];
  const taken = new Uint8Array(diagonal.length);
  while (picks.length < k) {
    const pick = order.reduce(
      (best, item) => (taken[item] === 0 && (best < 0 || variance[item]! > variance[best]!) ? item : best),
      -1,
    );
    const left = Math.max(0, variance[pick]!);
    taken[pick] = 1;
    picks.push(pick);
    factors.push(left);
    // Beyond the rank of L nothing is left to tell items apart.
    if (left < 1e-12) continue;
    const row = kernelRow(pick);
    const scale = 1 / Math.sqrt(left);
    const column = row.map((value, item) => {
      let sum = value;
      for (const before of factor) sum -= before[pick]! * before[item]!;
      return sum * scale;
    });
    factor.push(column);
    for (let item = 0; item < variance.length; item++) variance[item]! -= column[item]! * column[item]!;
  }
  return { picks, factors };
}
