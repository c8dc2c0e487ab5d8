import type { ClassState } from '../../src/protocol/labeling.ts';

/**
 * Classes that a typed query may mean, best first: the name starts with it, a word starts with it, it is within the
 * name, its letters occur in order, or it is in the description. An empty query gives all in their own order.
 */
export function matchClasses(classes: readonly ClassState[], query: string): readonly ClassState[] {
  const wanted = fold(query.trim());
  if (wanted === '') return classes;
  return classes
    .map((entry, index) => ({ entry, index, place: placeOf(entry, wanted) }))
    .filter(({ place }) => place !== null)
    .sort((a, b) => (a.place ?? 0) - (b.place ?? 0) || a.index - b.index)
    .map(({ entry }) => entry);
}

function placeOf(entry: ClassState, wanted: string): number | null {
  const name = fold(entry.name);
  if (name.startsWith(wanted)) return 0;
  const at = name.indexOf(wanted);
  if (at > 0) return /[\s_\-/.:]/.test(name[at - 1] ?? '') ? 1 : 2;
  if (inOrder(name, wanted)) return 3;
  return fold(entry.description).includes(wanted) ? 4 : null;
}

function inOrder(name: string, wanted: string): boolean {
  let at = -1;
  for (const letter of wanted) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Case and accents do not count: `cafe` finds `Café`. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
