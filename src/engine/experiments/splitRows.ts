import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { keptPerClass } from './imbalance.ts';
import { takeStratified } from './stratify.ts';

/** What each row of a data set is for. */
export interface Split {
  readonly labeled: Int32Array;
  readonly pool: Int32Array;
  readonly reward: Int32Array;
  readonly test: Int32Array;
}

export interface SplitPlan {
  readonly classCount: number;
  /** Wanted proportions of the classes. */
  readonly factors: Float64Array;
  /** Labels at the start, stratified, or one row of each class. */
  readonly initial: number | 'onePerClass';
  readonly reward: number;
  /** Rows, or a share below 1 of the kept ones. */
  readonly test: number;
}

/**
 * Splits the rows in the order of Bakker et al. 2023's released code: rows that keep the wanted proportions, of them
 * the test rows, then the reward rows, then the first labels; the rest is the pool. Every part is stratified. `labels`
 * is by row number. Throws RangeError saying what is missing where the rows do not suffice.
 */
export function splitRows(labels: Int32Array, plan: SplitPlan, rng: Rng): Split {
  const kept = keepRows(labels, plan, rng.fork('keep'));
  const needs = splitNeeds(plan, kept.length);
  const needed = needs.test + needs.reward + needs.initial;
  if (kept.length < needed) {
    throw new RangeError(`${kept.length} rows are fewer than the ${needed} that the split needs.`);
  }
  const { classCount } = plan;
  const take = (rows: Int32Array, n: number, name: string) =>
    takeStratified(rows, labels, { n, classCount, rng: rng.fork(name) });
  const test = take(kept, needs.test, 'test');
  const reward = take(test.rest, needs.reward, 'reward');
  const labeled =
    plan.initial === 'onePerClass'
      ? takeOneEach(reward.rest, labels)
      : take(reward.rest, needs.initial, 'labeled');
  return { labeled: labeled.taken, pool: labeled.rest, reward: reward.taken, test: test.taken };
}

/** How many rows each part takes of `kept` rows. */
export function splitNeeds(
  { classCount, initial, reward, test }: SplitPlan,
  kept: number,
): { readonly test: number; readonly reward: number; readonly initial: number } {
  return {
    test: test < 1 ? Math.round(test * kept) : test,
    reward,
    initial: initial === 'onePerClass' ? classCount : initial,
  };
}

/** Rows drawn at random so that the classes stand in the wanted proportions; ascending. */
export function keepRows(
  labels: Int32Array,
  { classCount, factors }: Pick<SplitPlan, 'classCount' | 'factors'>,
  rng: Rng,
): Int32Array {
  const counts = new Float64Array(classCount);
  for (const label of labels) counts[label]!++;
  const open = keptPerClass(counts, factors);
  const kept: number[] = [];
  for (const row of shuffledIndices(labels.length, rng)) {
    if (open[labels[row]!]! <= 0) continue;
    open[labels[row]!]!--;
    kept.push(row);
  }
  return Int32Array.from(kept).sort();
}

/** The first row of each class in the order given, which is random. */
function takeOneEach(rows: Int32Array, labels: Int32Array) {
  const seen = new Set<number>();
  const isFirst = Array.from(rows, (row) => {
    const label = labels[row]!;
    if (seen.has(label)) return false;
    seen.add(label);
    return true;
  });
  return {
    taken: rows.filter((_, place) => isFirst[place]!),
    rest: rows.filter((_, place) => !isFirst[place]!),
  };
}
