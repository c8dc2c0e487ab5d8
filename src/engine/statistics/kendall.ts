/**
 * Kendall's tau-b, which corrects for ties (Kendall 1945), in n log n steps by counting the exchanges of a merge sort
 * (Knight 1966, JASA 61). Null where there are fewer than two pairs or one side is all equal.
 */
export function kendall(first: readonly number[], second: readonly number[]): number | null {
  const n = first.length;
  const order = [...first.keys()].sort((a, b) => first[a]! - first[b]! || second[a]! - second[b]!);
  const a = order.map((index) => first[index]!);
  const b = order.map((index) => second[index]!);
  const pairs = (n * (n - 1)) / 2;
  const tiedA = tiedPairs(n, (i, j) => a[i] === a[j]);
  const tiedBoth = tiedPairs(n, (i, j) => a[i] === a[j] && b[i] === b[j]);
  const { sorted, exchanges } = mergeSort(b);
  const tiedB = tiedPairs(n, (i, j) => sorted[i] === sorted[j]);
  const scale = Math.sqrt((pairs - tiedA) * (pairs - tiedB));
  return scale === 0 ? null : (pairs - tiedA - tiedB + tiedBoth - 2 * exchanges) / scale;
}

/** Pairs within runs of equal neighbours. */
function tiedPairs(n: number, equal: (i: number, j: number) => boolean): number {
  let pairs = 0;
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (end < n && equal(start, end)) end++;
    pairs += ((end - start) * (end - start - 1)) / 2;
    start = end;
  }
  return pairs;
}

/** Ascending, with the number of pairs that stood in the wrong order. */
function mergeSort(values: readonly number[]): { readonly sorted: Float64Array; readonly exchanges: number } {
  let from = Float64Array.from(values);
  let to = new Float64Array(values.length);
  let exchanges = 0;
  for (let width = 1; width < from.length; width *= 2) {
    for (let start = 0; start < from.length; start += 2 * width) {
      const middle = Math.min(start + width, from.length);
      const end = Math.min(start + 2 * width, from.length);
      let left = start;
      let right = middle;
      for (let place = start; place < end; place++) {
        if (left < middle && (right >= end || from[left]! <= from[right]!)) to[place] = from[left++]!;
        else {
          exchanges += middle - left;
          to[place] = from[right++]!;
        }
      }
    }
    [from, to] = [to, from];
  }
  return { sorted: from, exchanges };
}
