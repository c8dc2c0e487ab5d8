import type { Objective } from '../../protocol/gains.ts';
import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { Rng } from '../numeric/rng.ts';
import { drawClasses } from '../whatIf/drawClasses.ts';
import { replay } from '../whatIf/replay.ts';
import type { ReplayInput } from '../whatIf/replay.ts';
import { confusionScore } from './confusionScore.ts';

export interface ReplayCurvesInput {
  /** The pool with the given rows' classes in `labels`; those of all others are drawn. */
  readonly pool: Omit<ReplayInput, 'signal'>;
  readonly objective: Objective;
  /** For each fold, class probabilities of every row, n x classCount. */
  readonly opinions: readonly Float64Array[];
  readonly replays: number;
}

/** Learning curves of imagined projects: one a row, scores at the counts of the pool. */
export type ReplayedCurves = readonly { readonly fold: number; readonly scores: readonly number[] }[];

/**
 * Labels the pool anew by the project's strategy, each time with classes drawn from what the labels at hand say of each
 * item, and scores the models by the same opinions. How far such a project has come after so many labels, and by how
 * much projects differ by luck alone, is much like it is for the real one, whatever the true classes are. Throws
 * CancelledError.
 */
export function replayCurves(
  { pool, objective, opinions, replays }: ReplayCurvesInput,
  rng: Rng,
  signal?: Cancellation,
  onProgress?: (fraction: number) => void,
): ReplayedCurves {
  const { classCount, given, open } = pool;
  return Array.from({ length: replays }, (_, number) => {
    throwIfCancelled(signal);
    onProgress?.(number / replays);
    const fold = number % opinions.length;
    const opinion = opinions[fold]!;
    const draws = rng.fork(`replay ${number}`);
    const labels = drawClasses(opinion, classCount, draws.fork('classes'));
    for (const row of given) labels[row] = pool.labels[row]!;
    const scores = [...replay({ ...pool, labels, signal }, draws.fork('labels'))].map(({ predict }) =>
      expectedScore(opinion, { rows: open, predicted: predict(open), classCount, objective }),
    );
    return { fold, scores };
  });
}

interface Expectation {
  readonly rows: Int32Array;
  readonly predicted: Int32Array;
  readonly classCount: number;
  readonly objective: Objective;
}

function expectedScore(
  opinion: Float64Array,
  { rows, predicted, classCount, objective }: Expectation,
): number {
  const confusion = new Float64Array(classCount * classCount);
  rows.forEach((row, index) => {
    for (let label = 0; label < classCount; label++) {
      confusion[label * classCount + predicted[index]!]! += opinion[row * classCount + label]!;
    }
  });
  return confusionScore(confusion, classCount, objective);
}
