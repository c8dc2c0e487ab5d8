import type { Colouring } from './colouring.ts';

/** By category, whether the legend hides it. */
export function hiddenCategories(
  { categories }: Pick<Colouring, 'categories'>,
  hidden: readonly string[],
): readonly boolean[] {
  return categories.map(({ id }) => hidden.includes(id));
}

/** By point, 1 = selected; null = none is. */
export function selectedFlags(rows: Int32Array, selected: ReadonlySet<number>): Uint8Array | null {
  return selected.size === 0 ? null : Uint8Array.from(rows, (row) => (selected.has(row) ? 1 : 0));
}

/** The points of rows; those that are not on the map are left out. */
export function pointsOfRows(rows: Int32Array, wanted: readonly number[]): readonly number[] {
  if (wanted.length === 0) return [];
  const placeOf = new Map(Array.from(rows, (row, place) => [row, place]));
  return wanted.flatMap((row) => placeOf.get(row) ?? []);
}

/** Points that the legend does not hide. */
export function shownPoints({ of }: Pick<Colouring, 'of'>, isHidden: readonly boolean[]): readonly number[] {
  const shown: number[] = [];
  of.forEach((category, point) => {
    if (isHidden[category] !== true) shown.push(point);
  });
  return shown;
}
