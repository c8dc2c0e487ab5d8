/** Where each of `rows` stands in `candidates`, which holds all of them once. */
export function positionsOf(rows: Int32Array, candidates: Int32Array): Int32Array {
  const positions = new Map<number, number>();
  for (let position = 0; position < candidates.length; position++)
    positions.set(candidates[position]!, position);
  return rows.map((row) => positions.get(row)!);
}
