import type { Colouring } from './colouring.ts';
import type { CategoryStyle } from './categoryStyles.ts';

/**
 * Points in the order in which they are drawn: by the level of their category, selected ones last. Those of hidden
 * categories are left out.
 */
export function drawOrder(
  { of }: Pick<Colouring, 'of'>,
  styles: readonly Pick<CategoryStyle, 'level'>[],
  { isHidden, selected }: { readonly isHidden: readonly boolean[]; readonly selected: Uint8Array | null },
): Int32Array {
  const top = 1 + styles.reduce((most, { level }) => Math.max(most, level), 0);
  /** Level of each point; -1 = hidden. */
  const levelOf = (index: number): number => {
    const category = of[index]!;
    if (isHidden[category] === true) return -1;
    return selected !== null && selected[index] === 1 ? top : styles[category]!.level;
  };
  const starts = new Int32Array(top + 2);
  let count = 0;
  for (let index = 0; index < of.length; index++) {
    const level = levelOf(index);
    if (level < 0) continue;
    starts[level + 1]!++;
    count++;
  }
  for (let level = 0; level <= top; level++) starts[level + 1]! += starts[level]!;
  const order = new Int32Array(count);
  for (let index = 0; index < of.length; index++) {
    const level = levelOf(index);
    if (level >= 0) order[starts[level]!++] = index;
  }
  return order;
}
