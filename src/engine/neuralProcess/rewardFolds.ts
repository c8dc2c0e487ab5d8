import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { stratifiedFolds } from '../numeric/stratifiedFolds.ts';

/** Labels that problems are cut from, and labels that their gains are measured on; places among all labels. */
export interface RewardFold {
  readonly open: Int32Array;
  readonly reward: Int32Array;
}

const FOLDS = 5;
/** Labels beyond those that problems are cut from are reward rows if there are at least so many. */
const ENOUGH_REWARD = 100;

/**
 * Takes reward rows out of the labels, so that no label is ever judged by a gain it was trained for. With many labels
 * the `most` that problems are cut from are a stratified sample and the rest is reward; with fewer each label is reward
 * in one of five stratified folds and cut into problems in the others (cross-fitting). The folds' `open` parts are of one
 * size, so that problems of all folds can share batches.
 */
export function rewardFolds(labels: Int32Array, most: number, rng: Rng): readonly RewardFold[] {
  if (labels.length >= most + ENOUGH_REWARD) return [splitOnce(labels, most, rng)];
  const foldOf = stratifiedFolds(labels, FOLDS, rng);
  const all = Int32Array.from(labels.keys());
  const folds = Array.from({ length: FOLDS }, (_, fold) => ({
    open: all.filter((place) => foldOf[place] !== fold),
    reward: all.filter((place) => foldOf[place] === fold),
  }));
  const size = Math.min(...folds.map(({ open }) => open.length));
  return folds.map(({ open, reward }, fold) => ({
    open: open.length === size ? open : withoutOne(open, rng.fork(`fold ${fold}`)),
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

const withoutOne = (places: Int32Array, rng: Rng): Int32Array => {
  const gone = rng.integer(places.length);
  return places.filter((_, index) => index !== gone);
};
