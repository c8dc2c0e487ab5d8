import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';
import type { PoolView, Selection, Strategy } from '../strategies/strategy.ts';
import type { Agreement } from './agreement.ts';

export interface Vote {
  readonly strategies: readonly Strategy[];
  /** What each counts, length K, adding up to 1. */
  readonly weights: Float64Array;
  /** m x K row-major: what each contributes to each of the view's candidates. */
  readonly contributions: Float64Array;
  readonly agreement: Agreement;
  /** Places of strategies that share a weight; those alone may be left out. */
  readonly groups: readonly (readonly number[])[];
  readonly uniformOverlap?: number;
  readonly note?: string;
}

/** The `k` items with the highest sums of contributions, with the vote that led to them. */
export function castVote(view: PoolView, k: number, vote: Vote, rng: Rng): Selection {
  const candidates = vote.strategies.length;
  const utilities = sumsOf(vote.contributions, candidates);
  const picked = topK(utilities, k, rng.fork('ties'));
  return {
    rowIds: picked.map((place) => view.candidates[place]!),
    utilities,
    vote: voteOf(vote, picked),
  };
}

/** The vote as a selection tells it, of the items at the places `picked`. */
export function voteOf(
  { strategies, weights, contributions, agreement, groups, uniformOverlap, note }: Vote,
  picked: Int32Array,
): NonNullable<Selection['vote']> {
  const count = strategies.length;
  const own = new Float64Array(picked.length * count);
  picked.forEach((place, index) =>
    own.set(contributions.subarray(place * count, (place + 1) * count), index * count),
  );
  return {
    candidates: strategies.map(({ id }) => id),
    weights,
    contributions: own,
    merged: groups
      .filter((group) => group.length > 1)
      .map((group) => group.map((place) => strategies[place]!.id)),
    ...agreement,
    ...(uniformOverlap !== undefined && { uniformOverlap }),
    ...(note !== undefined && { note }),
  };
}

/** Sum of each row of `columns` values. */
export function sumsOf(values: Float64Array, columns: number): Float64Array {
  return Float64Array.from({ length: values.length / columns }, (_, row) => {
    let sum = 0;
    for (let column = 0; column < columns; column++) sum += values[row * columns + column]!;
    return sum;
  });
}

/** In words which candidates share a weight; null where none do. */
export function mergedNote(
  strategies: readonly Strategy[],
  groups: readonly (readonly number[])[],
): string | null {
  const shared = groups.filter((group) => group.length > 1);
  if (shared.length === 0) return null;
  const words = shared.map((group) => group.map((place) => strategies[place]!.title).join(', '));
  return `These rank the pool alike and share one weight: ${words.join('; ')}.`;
}

/** Values of groups (row-major, a column for each) as values of their members, who share them evenly. */
export function amongMembers(values: Float64Array, groups: readonly (readonly number[])[]): Float64Array {
  const members = groups.reduce((sum, group) => sum + group.length, 0);
  const shared = new Float64Array((values.length / Math.max(1, groups.length)) * members);
  values.forEach((value, index) => {
    const row = Math.floor(index / groups.length) * members;
    const group = groups[index % groups.length]!;
    for (const member of group) shared[row + member] = value / group.length;
  });
  return shared;
}

/** The share of the best `k` items by the first contributions that are so by the second too; each m x `columns`. */
export function headShared(
  [first, second]: readonly [Float64Array, Float64Array],
  columns: number,
  k: number,
  rng: Rng,
): number {
  const [own, other] = [first, second].map((each) => topK(sumsOf(each, columns), k, rng.fork('ties')));
  const also = new Set(other);
  return own!.filter((place) => also.has(place)).length / Math.max(1, own!.length);
}
