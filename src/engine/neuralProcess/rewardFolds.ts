import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { stratifiedFolds } from '../numeric/stratifiedFolds.ts';

/** Labels that problems are cut from, and labels that their gains are measured on; places among all labels. */
export interface RewardFold {
  readonly open: Int32Array;
  readonly reward: Int32Array;
}

export interface RewardSettings {
  /** Labels that problems are cut from at most, where all labels may be reward. */
  readonly most: number;
  /** 1 for labels that realised gains are judged on (those of the random stream); absent = none. */
  readonly isJudge?: Uint8Array | undefined;
}

const FOLDS = 5;
/** Labels beyond those that problems are cut from are reward rows if there are at least so many. */
const ENOUGH_REWARD = 100;
/** Judges are spared once there are so many other labels, with so many in each of two classes. */
const ENOUGH_OTHERS = 50;
const ENOUGH_OF_A_CLASS = 3;

/**
 * Takes reward rows out of the labels, so that no label is ever judged by a gain it was trained for. With many labels
 * the `most` that problems are cut from are a stratified sample and the rest is reward; with fewer each label is reward
 * in one of five stratified folds and cut into problems in the others (cross-fitting). The folds' `open` parts are of one
 * size, so that problems of all folds can share batches.
 *
 * Labels that realised gains are judged on are reward only while there are too few others (`sparedJudges`).
 */
export function rewardFolds(
  labels: Int32Array,
  { most, isJudge }: RewardSettings,
  rng: Rng,
): readonly RewardFold[] {
  const isSpared = sparedJudges(labels, isJudge);
  if (labels.length >= most + ENOUGH_REWARD) {
    const { open, reward } = splitOnce(labels, most, rng);
    const kept = reward.filter((place) => !isSpared(place));
    if (kept.length >= ENOUGH_REWARD) return [{ open, reward: kept }];
  }
  return crossFitted(labels, isSpared, { most, rng });
}

/** Which places are never reward rows: the judges, unless without them too little would be left to measure gains on. */
function sparedJudges(labels: Int32Array, isJudge: Uint8Array | undefined): (place: number) => boolean {
  const counts = new Map<number, number>();
  let others = 0;
  labels.forEach((label, place) => {
    if (isJudge?.[place] === 1) return;
    others++;
    counts.set(label, (counts.get(label) ?? 0) + 1);
  });
  const classes = [...counts.values()].filter((count) => count >= ENOUGH_OF_A_CLASS).length;
  if (others < ENOUGH_OTHERS || classes < 2) return () => false;
  return (place) => isJudge?.[place] === 1;
}

function crossFitted(
  labels: Int32Array,
  isSpared: (place: number) => boolean,
  { most, rng }: { readonly most: number; readonly rng: Rng },
): readonly RewardFold[] {
  const all = Int32Array.from(labels.keys());
  const judged = all.filter((place) => !isSpared(place));
  const foldOf = new Int32Array(labels.length).fill(-1);
  stratifiedFolds(
    judged.map((place) => labels[place]!),
    FOLDS,
    rng,
  ).forEach((fold, index) => (foldOf[judged[index]!] = fold));
  const folds = Array.from({ length: FOLDS }, (_, fold) => ({
    open: all.filter((place) => foldOf[place] !== fold),
    reward: all.filter((place) => foldOf[place] === fold),
  }));
  const size = Math.min(most + ENOUGH_REWARD, ...folds.map(({ open }) => open.length));
  return folds.map(({ open, reward }, fold) => ({
    open: withoutSome(open, open.length - size, rng.fork(`fold ${fold}`)),
    reward,
  }));
}

/** Every class as evenly as it can be. */
function splitOnce(labels: Int32Array, most: number, rng: Rng): RewardFold {
  const order = shuffledIndices(labels.length, rng).sort((a, b) => labels[a]! - labels[b]!);
  const isOpen = (rank: number): boolean =>
    Math.floor(((rank + 1) * most) / labels.length) > Math.floor((rank * most) / labels.length);
  return {
    open: order.filter((_, rank) => isOpen(rank)).sort(),
    reward: order.filter((_, rank) => !isOpen(rank)).sort(),
  };
}

function withoutSome(places: Int32Array, count: number, rng: Rng): Int32Array {
  const left = Array.from(places);
  for (let gone = 0; gone < count; gone++) left.splice(rng.integer(left.length), 1);
  return Int32Array.from(left);
}
