/**
 * Area under an acquisition curve by the trapezoid rule with unit steps: n scores span n - 1 steps, so ten
 * acquisitions after the first score give at most 10. 0 for fewer than two scores.
 */
export function areaUnderCurve(scores: Float64Array): number {
  let area = 0;
  for (let step = 1; step < scores.length; step++) area += (scores[step - 1]! + scores[step]!) / 2;
  return area;
}
