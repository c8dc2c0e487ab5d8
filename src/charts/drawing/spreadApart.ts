/**
 * Places as near to the wanted ones as can be, in the same order, at least `gap` apart and within `low` and `high`; the
 * least squares solution by pooling adjacent violators (isotonic regression after subtracting the gaps). Where they do
 * not all fit, they start at `low` and go beyond `high`. `wanted` need not be sorted; places come in its order.
 */
export function spreadApart(
  wanted: readonly number[],
  gap: number,
  { low, high }: { readonly low: number; readonly high: number },
): readonly number[] {
  const order = Array.from(wanted.keys()).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const blocks: { sum: number; count: number }[] = [];
  for (const [place, index] of order.entries()) {
    let block = { sum: wanted[index]! - place * gap, count: 1 };
    for (let last = blocks.at(-1); last !== undefined; last = blocks.at(-1)) {
      if (last.sum / last.count <= block.sum / block.count) break;
      block = { sum: last.sum + block.sum, count: last.count + block.count };
      blocks.pop();
    }
    blocks.push(block);
  }
  const highest = high - (wanted.length - 1) * gap;
  const places = new Array<number>(wanted.length).fill(0);
  let place = 0;
  for (const { sum, count } of blocks) {
    const offset = Math.max(low, Math.min(highest, sum / count));
    for (let within = 0; within < count; within++, place++) places[order[place]!] = offset + place * gap;
  }
  return places;
}
