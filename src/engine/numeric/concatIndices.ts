/** The entries of all lists, one list after the other; of any length, where spread arguments overflow the stack. */
export function concatIndices(...lists: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let start = 0;
  for (const list of lists) {
    all.set(list, start);
    start += list.length;
  }
  return all;
}
