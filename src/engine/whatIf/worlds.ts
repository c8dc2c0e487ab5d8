import type { Cancellation } from '../cancellation.ts';
import type { Rng } from '../numeric/rng.ts';
import { standardisedRows } from '../numeric/standardisedRows.ts';
import { drawClasses } from './drawClasses.ts';
import type { Fold } from './labelFolds.ts';
import { imagineClasses } from './labelModel.ts';
import type { WhatIfPlan } from './plan.ts';
import { replay } from './replay.ts';
import type { Ranker, ReplayInput } from './replay.ts';

/** What was right in one replay, on the labels of one fold. */
export interface ScoredWorld {
  /** Which labels, as places among the queued ones. */
  readonly places: Int32Array;
  /** 1 where the own way with all labels is right, else 0; aligned with `places`. */
  readonly own: Uint8Array;
  /** The same for each strategy at each stage. */
  readonly others: readonly (readonly Uint8Array[])[];
}

/** A pool with the given rows' classes in `labels`; those of all others are drawn. */
export type WorldPool = Omit<ReplayInput, 'rankers' | 'signal'>;

export interface WorldsInput {
  readonly pool: WorldPool;
  readonly plan: Pick<WhatIfPlan, 'own' | 'others' | 'counts'>;
  readonly folds: readonly Fold[];
  /** What each queued label counts. */
  readonly weights: Float64Array;
}

/** A pool that is labeled anew with each call, in the own way and by every strategy, all scored on the fold's labels. */
export function createWorlds(
  { pool, plan, folds, weights }: WorldsInput,
  signal?: Cancellation,
): (fold: number, rng: Rng, signal?: Cancellation) => ScoredWorld {
  const { classCount } = pool;
  const scaled = standardisedRows(pool.features);
  const imagined = imagineClasses({ features: scaled, classCount, folds, weights }, signal);
  return (fold, rng, stop) => {
    const { places, held } = folds[fold]!;
    const labels = drawClasses(imagined[fold]!, classCount, rng.fork('classes'));
    for (const row of pool.given) labels[row] = pool.labels[row]!;
    const run = (rankers: readonly Ranker[], draws: Rng): readonly Uint8Array[] =>
      [...replay({ ...pool, labels, rankers, signal: stop }, draws)].map(({ predict }) => {
        const predicted = predict(held.rows);
        return Uint8Array.from(held.labels, (label, index) => (predicted[index] === label ? 1 : 0));
      });
    const own = run(plan.own, rng.fork('own')).at(-1)!;
    const others = plan.others.map((ranker, index) =>
      run(
        plan.counts.map(() => ranker),
        rng.fork(`strategy ${index}`),
      ),
    );
    return { places, own, others };
  };
}
