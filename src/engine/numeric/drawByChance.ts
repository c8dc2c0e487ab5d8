/** The first index at which the running sum of chances exceeds `target`; one without a chance is never drawn. */
export function drawByChance(chances: Float64Array, target: number): number {
  let sum = 0;
  let last = 0;
  for (let index = 0; index < chances.length; index++) {
    const chance = chances[index]!;
    if (chance === 0) continue;
    sum += chance;
    last = index;
    if (sum > target) return index;
  }
  return last;
}
