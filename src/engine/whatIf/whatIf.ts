import type { WhatIfResult, WhatIfSaving } from '../../protocol/whatIf.ts';
import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { createRng } from '../numeric/rng.ts';
import type { Rng } from '../numeric/rng.ts';
import { countRandomDraws } from '../statistics/randomDraw.ts';
import { studentQuantile } from '../statistics/studentT.ts';
import { meanDifference } from './differences.ts';
import { labelFolds } from './labelFolds.ts';
import { findModel } from '../models/registry.ts';
import { effectiveSampleSize, lureWeights } from './lureWeights.ts';
import { whatIfNotes } from './notes.ts';
import { planWhatIf } from './plan.ts';
import type { WhatIfPlan } from './plan.ts';
import { replayPool } from './replayPool.ts';
import type { ReplayPool } from './replayPool.ts';
import { savedLabels } from './savedLabels.ts';
import { accuracyToday } from './today.ts';
import type { WhatIfInput } from './whatIfInput.ts';
import { createWorlds } from './worlds.ts';
import type { ScoredWorld, WorldPool } from './worlds.ts';

/** Below so many labels that were drawn at random there is no answer: only they show the pool as it is. */
const MINIMUM = 50;
const FOLDS = 5;
const REPLAYS = { most: 40, fewest: 10 };
/** Of numbers in the labeled items' features, for each class and over all replays: under a minute to some minutes. */
const BUDGET = 4e6;

/**
 * How many labels fewer other strategies would have needed.
 *
 * Estimand. Let a_s(n) be the expected accuracy, over the pool of all items that could be chosen, of the project's model
 * after n labels by strategy s and the project's random share. With L labels by the user's own way, s saves
 * L - min { n : a_s(n) >= a_own(L) } labels; if no n up to L does, today's accuracy is not reached with these labels.
 * "Today's accuracy" is a_own(L), what labeling in this way gives on average, so that the own way saves 0.
 *
 * Why not choose among the labeled items only. They are what the own strategy liked, and every order of them ends with
 * the same L labels, so that all differences would vanish at L by construction and no strategy could fail. Resampled by
 * inverse probabilities, a few items would stand in a pool many times. So the real pool is labeled again:
 *
 * 1. The labels are put in 5 folds. For each, the labels of the other four say how likely each class is for every item
 *    (`imagineClasses`), by models that are more flexible than the project's.
 * 2. A replay draws a class for every item of the pool from that; the own way and every strategy label this pool
 *    (`replay`), each from a few random items of its own. This is the g-computation of Robins 1986, cross-fitted.
 * 3. The models after each stage predict the labels of the fold, which no replay has seen. The differences to the own
 *    way with L labels, averaged over replays, are averaged over labels with weights that undo the choice of items
 *    (`lureWeights`: Horvitz and Thompson 1952, in Hajek's ratio form). So the truth they are judged by is the pool's,
 *    whatever the imagined classes are.
 * 4. The number of labels at which the difference is 0 is estimated, with the interval of all numbers at which 0 is not
 *    rejected (`savedLabels`), by standard errors over labels and replays (`meanDifference`) and Student's t with the
 *    effective sample size less 1 degrees of freedom.
 *
 * Imagined classes are less sure than real ones, which makes all models of replays, the own way's too, a little worse
 * and the differences a little smaller; where they are 0 stays put. Labels without a known probability begin every
 * replay. With fewer than WHAT_IF_MINIMUM labels of the random stream the answer is a refusal.
 *
 * `npm run bench:whatIf` shows how often intervals hold the truth on simulated projects (docs/results.md). Worked out on two of its
 * generators, with the others kept out of sight: classes imagined by a plane made k-center look good that is bad; by a
 * narrow kernel alone, items far from all others became coins, and strategies that begin with them looked bad; so did a
 * start spread over the data. Percentiles of where single replays cross today's accuracy are not used: on a flat curve
 * the first crossing is luck, and it always comes before L.
 *
 * Pure and seeded. Throws RangeError, in words for the user, for an unknown or unserved strategy, model or parameter and
 * when the labels are all of one class; CancelledError when the signal is aborted. `onProgress` is told the share done.
 */
export function whatIf(
  input: WhatIfInput,
  signal?: Cancellation,
  onProgress?: (fraction: number) => void,
): WhatIfResult {
  const { queued, classCount, level } = input;
  const randomLabels = countRandomDraws(queued);
  if (randomLabels < MINIMUM) return { kind: 'refused', have: randomLabels, needed: MINIMUM };
  const plan = planWhatIf(input);
  const { model, modelParams, counts } = plan;
  const rng = createRng(input.seed);
  const pool = replayPool(input, rng.fork('pool'));
  const weights = lureWeights(queued, pool.size);
  const size = effectiveSampleSize(weights);
  const quantile = studentQuantile((1 + level) / 2, Math.max(1, size - 1));
  const folds = labelFolds(pool.queued, pool.given, FOLDS, rng.fork('folds'));
  const { features } = pool;
  const today = accuracyToday({ features, classCount, model, modelParams, folds, weights, quantile }, signal);
  const world = createWorlds({ pool: replayed(input, plan, pool), plan, folds, weights }, signal);
  const scored = repeat(input, { world, rng, signal, onProgress });
  return {
    kind: 'answer',
    labels: queued.rows.length,
    randomLabels,
    given: input.given.rows.length,
    level,
    today,
    effectiveSampleSize: size,
    replays: scored.length,
    counts,
    strategies: input.strategies.map((strategy, index): WhatIfSaving => {
      const differences = counts.map((_, stage) =>
        meanDifference(
          scored.map(({ places, own, others }) => ({ places, first: others[index]![stage]!, second: own })),
          weights,
        ),
      );
      return { strategy, ...savedLabels(counts, differences, quantile) };
    }),
    notes: whatIfNotes({ input, plan, pool, weights, effectiveSampleSize: size }),
  };
}

/** What every replay has in common; the given rows carry their classes. */
function replayed(
  { classCount, randomShare }: WhatIfInput,
  { model, modelParams, counts }: WhatIfPlan,
  { features, open, given }: ReplayPool,
): WorldPool {
  const labels = new Int32Array(features.rows);
  given.rows.forEach((row, index) => (labels[row] = given.labels[index]!));
  return { features, labels, classCount, given: given.rows, open, model, modelParams, randomShare, counts };
}

interface Repetition {
  readonly world: (fold: number, rng: Rng, signal?: Cancellation) => ScoredWorld;
  readonly rng: Rng;
  readonly signal: Cancellation | undefined;
  readonly onProgress: ((fraction: number) => void) | undefined;
}

function repeat(input: WhatIfInput, { world, rng, signal, onProgress }: Repetition): ScoredWorld[] {
  const replays = input.replays ?? affordableReplays(input);
  return Array.from({ length: replays }, (_, number) => {
    throwIfCancelled(signal);
    onProgress?.(number / replays);
    return world(number % FOLDS, rng.fork(`replay ${number}`), signal);
  });
}

/** A network is trained anew at each stage of each replay, which takes so long that they are as few as may be. */
function affordableReplays({ queued, features, classCount, model }: WhatIfInput): number {
  if (findModel(model).isNetwork === true) return REPLAYS.fewest;
  const each = queued.rows.length * features.columns * classCount;
  const affordable = Math.floor(BUDGET / each / FOLDS) * FOLDS;
  return Math.max(REPLAYS.fewest, Math.min(REPLAYS.most, affordable));
}
