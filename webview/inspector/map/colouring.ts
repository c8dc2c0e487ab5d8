import { binOf, valueBins } from '../../../src/charts/inspector/valueBins.ts';
import type { BinOptions } from '../../../src/charts/inspector/valueBins.ts';
import { OTHER_LABEL, SKIPPED } from '../../../src/protocol/inspectorMap.ts';

/** What a category of points is, which decides how it looks. */
export type CategoryLook =
  /** A class, by its index. */
  | { readonly kind: 'class'; readonly index: number; readonly colour: string }
  /** One of several steps from little to much, from 0. */
  | { readonly kind: 'step'; readonly step: number; readonly of: number }
  /** Nothing to tell. */
  | { readonly kind: 'quiet' }
  | { readonly kind: 'other' }
  | { readonly kind: 'skipped' };

/** Points that have a colour in common: a line of the legend. */
export interface MapCategory {
  /** Names it among those of its channel. */
  readonly id: string;
  readonly name: string;
  readonly look: CategoryLook;
  /** How many points it has. */
  readonly count: number;
}

/** How points are told apart by one thing that is known of them. */
export interface Colouring {
  readonly categories: readonly MapCategory[];
  /** Index into `categories` for each point. */
  readonly of: Uint16Array;
  /** Points that have something to tell are few: they are drawn larger. */
  readonly emphasis: boolean;
}

/** Words of the categories that are no class. */
export interface ColouringWords {
  readonly none: string;
  readonly other: string;
  readonly skipped: string;
}

export interface ClassChoice {
  readonly name: string;
  readonly colour: string;
}

/** By class, with codes for what is none (see protocol/inspectorMap.ts). `codes` is by row, `rows` names that of each point. */
export function colourByClass(
  rows: Int32Array,
  codes: Int16Array,
  classes: readonly ClassChoice[],
  { words, emphasis }: { readonly words: ColouringWords; readonly emphasis: boolean },
): Colouring {
  const all: Omit<MapCategory, 'count'>[] = [
    ...classes.map(({ name, colour }, index): Omit<MapCategory, 'count'> => ({
      id: `class ${name}`,
      name,
      look: { kind: 'class', index, colour },
    })),
    { id: 'none', name: words.none, look: { kind: 'quiet' } },
    { id: 'other', name: words.other, look: { kind: 'other' } },
    { id: 'skipped', name: words.skipped, look: { kind: 'skipped' } },
  ];
  const of = Uint16Array.from(rows, (row) => {
    const code = codes[row] ?? -1;
    if (code >= 0 && code < classes.length) return code;
    return classes.length + (code === OTHER_LABEL ? 1 : code === SKIPPED ? 2 : 0);
  });
  // Classes stay in the legend without a point; the others only where there are some.
  return counted(all, of, { emphasis, stays: (category) => category.look.kind === 'class' });
}

/** Of more points none would stand out. */
const MOST_EMPHASISED = 2_000;

export interface NumberOptions extends BinOptions {
  /** What NaN is called. */
  readonly none: string;
  /** What 0 is called where it is a case apart from other numbers. */
  readonly zero?: string;
  /** Those that have a number are drawn larger where they are few. */
  readonly emphasis?: boolean;
}

/** By a number in steps. `values` is by row; NaN is none. */
export function colourByNumber(
  rows: Int32Array,
  values: ArrayLike<number>,
  { none, zero, emphasis = false, ...options }: NumberOptions,
): Colouring {
  const own = Float64Array.from(rows, (row) => values[row] ?? NaN);
  const isApart = (value: number): boolean => zero !== undefined && value === 0;
  const { edges, names } = valueBins(
    own.filter((value) => !isApart(value)),
    options,
  );
  const all: Omit<MapCategory, 'count'>[] = [
    ...names.map((name, step): Omit<MapCategory, 'count'> => ({
      id: `step ${step}`,
      name,
      look: { kind: 'step', step, of: names.length },
    })),
    { id: 'none', name: none, look: { kind: 'quiet' } },
    { id: 'zero', name: zero ?? '', look: { kind: 'other' } },
  ];
  const of = Uint16Array.from(own, (value) => {
    if (Number.isNaN(value)) return names.length;
    return isApart(value) ? names.length + 1 : binOf(value, edges);
  });
  return counted(all, of, { emphasis, stays: () => false });
}

/** All alike, while there is nothing to tell them apart by. */
export function colourAlike(rows: Int32Array, name: string): Colouring {
  const category: MapCategory = { id: 'none', name, look: { kind: 'quiet' }, count: rows.length };
  return { categories: [category], of: new Uint16Array(rows.length), emphasis: false };
}

/** Counts points, and leaves out categories that have none and need not be there. */
function counted(
  all: readonly Omit<MapCategory, 'count'>[],
  of: Uint16Array,
  {
    emphasis,
    stays,
  }: { readonly emphasis: boolean; readonly stays: (category: Omit<MapCategory, 'count'>) => boolean },
): Colouring {
  const counts = new Int32Array(all.length);
  for (const category of of) counts[category]!++;
  const telling = all.reduce((sum, { look }, index) => sum + (look.kind === 'quiet' ? 0 : counts[index]!), 0);
  const kept = all.flatMap((category, index) =>
    counts[index]! > 0 || stays(category) ? [{ ...category, count: counts[index]!, index }] : [],
  );
  const placeOf = new Map(kept.map(({ index }, place) => [index, place]));
  return {
    categories: kept.map(({ index: _, ...category }) => category),
    of: of.map((category) => placeOf.get(category) ?? 0),
    emphasis: emphasis && telling <= MOST_EMPHASISED,
  };
}
