import { beyondChance } from './beyondChance.ts';
import type { BeyondChance } from './beyondChance.ts';
import { confusion } from './confusion.ts';

/**
 * Agreement beyond chance, (p_o - p_e) / (1 - p_e) (Cohen 1960, eq. 1). NaN when chance alone explains everything, that
 * is when both name a single class.
 */
export function cohenKappa(first: Int32Array, second: Int32Array, classCount: number): number {
  const { observed, expected } = agreementShares(first, second, classCount);
  return (observed - expected) / (1 - expected);
}

/** Kappa with bounds of 95 %, as `beyondChance` says. */
export function kappaWithBounds(first: Int32Array, second: Int32Array, classCount: number): BeyondChance {
  const { observed, expected } = agreementShares(first, second, classCount);
  return beyondChance(observed, expected, first.length);
}

/** p_o, the share of items on which both agree, and p_e, what is expected by chance from how often each names a class. */
function agreementShares(
  first: Int32Array,
  second: Int32Array,
  classCount: number,
): { readonly observed: number; readonly expected: number } {
  const counts = confusion(first, second, classCount);
  const total = first.length;
  let observed = 0;
  let expected = 0;
  for (let label = 0; label < classCount; label++) {
    let row = 0;
    let column = 0;
    for (let other = 0; other < classCount; other++) {
      row += counts[label * classCount + other]!;
      column += counts[other * classCount + label]!;
    }
    observed += counts[label * classCount + label]! / total;
    expected += (row / total) * (column / total);
  }
  return { observed, expected };
}
