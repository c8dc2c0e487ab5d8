/**
 * Holm's step-down correction (Holm 1979, Scand. J. Statist. 6): adjusted p-values aligned with `pValues`. The i-th
 * smallest of m, from 0, is multiplied by m - i; none is below a smaller one's, none above 1.
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let highest = 0;
  order.forEach((index, place) => {
    highest = Math.min(1, Math.max(highest, pValues[index]! * (pValues.length - place)));
    adjusted[index] = highest;
  });
  return adjusted;
}
