/** 1 where a row is among the `wanted`, aligned with `rows`. */
export const flagRows = (rows: Int32Array, wanted: Iterable<number>): Uint8Array => {
  const set = new Set(wanted);
  return Uint8Array.from(rows, (row) => (set.has(row) ? 1 : 0));
};
