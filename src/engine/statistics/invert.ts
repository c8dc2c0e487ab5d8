/**
 * The x between `low` and `high` at which the non-decreasing `rise` reaches `target`, by bisection down to neighbouring
 * numbers. `low` or `high` where it is reached at or beyond that end.
 */
export function invert(
  rise: (x: number) => number,
  target: number,
  [low, high]: readonly [number, number],
): number {
  let below = low;
  let above = high;
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return above;
    if (rise(middle) < target) below = middle;
    else above = middle;
  }
}
