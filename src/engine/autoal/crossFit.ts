import { throwIfCancelled } from '../cancellation.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { stratifiedFolds } from '../numeric/stratifiedFolds.ts';
import { scoreRows } from '../models/scoreRows.ts';
import { drawSample } from '../strategies/onSample.ts';
import type { PoolView, Strategy } from '../strategies/strategy.ts';
import { viewWithout } from '../votes/viewWithout.ts';
import { scoreCandidates } from '../votes/scoreCandidates.ts';
import { softChoices } from './softChoices.ts';

/** Folds at most; and labels from which on two halves are enough for a network, whose fits are slow (the paper has two). */
const MOST_FOLDS = 5;
const HALVES_FROM = 200;

export interface FoldPlaces {
  readonly inside: Int32Array;
  readonly outside: Int32Array;
}

/** Labeled items, each of which was pool once for candidates that did not know its label. */
export interface CrossFit {
  /** Of the items, in the order of the view; length n. */
  readonly rows: Int32Array;
  readonly labels: Int32Array;
  /** By places among the items. */
  readonly folds: readonly FoldPlaces[];
  /** K arrays of length n: what each candidate said, rank-normalised within the fold. */
  readonly ranks: readonly Float64Array[];
  /** K arrays of length n: how much each would have chosen the item. */
  readonly choices: readonly Float64Array[];
  /** n x C, by the model that had not learned from the item. */
  readonly probabilities: Float64Array;
  /** Share of the items that each candidate would have chosen. */
  readonly share: number;
}

export interface CrossFitOptions {
  /** Labels that are looked at; a sample of more. */
  readonly most: number;
  /** Share of labels and pool that is labeled next. */
  readonly share: number;
  readonly rng: Rng;
  /** Told how many folds of all are done. */
  readonly onFold?: (done: number, folds: number) => void;
}

/**
 * Scores of the candidates for labeled items, by cross-fitting: the items of each fold are pool to a task model that
 * learned from the others. Needs `view.fit` and two labels of each class. Throws as `scoreCandidates` does.
 */
export function crossFit(
  view: PoolView,
  strategies: readonly Strategy[],
  options: CrossFitOptions,
): CrossFit {
  const { rng, share, onFold } = options;
  const { rows, labels, weights } = drawItems(view, options.most, rng);
  const folds = foldsOf(labels, foldCount(view, labels), rng.fork('folds'));
  const ranks = strategies.map(() => new Float64Array(rows.length));
  const choices = strategies.map(() => new Float64Array(rows.length));
  const probabilities = new Float64Array(rows.length * view.classCount);
  let chosen = 0;
  folds.forEach(({ inside, outside }, fold) => {
    throwIfCancelled(view.signal);
    const count = Math.max(1, Math.round(share * inside.length));
    chosen += count;
    const pretend = pretendPool(view, { rows, labels, weights }, { inside, outside });
    const said = scoreCandidates(strategies, pretend, count, rng.fork(`fold ${fold}`));
    said.forEach((own, k) => {
      const soft = softChoices(own, count);
      inside.forEach((place, index) => {
        ranks[k]![place] = own[index]!;
        choices[k]![place] = soft[index]!;
      });
    });
    inside.forEach((place, index) => {
      const from = index * view.classCount;
      probabilities.set(
        pretend.probabilities!.subarray(from, from + view.classCount),
        place * view.classCount,
      );
    });
    onFold?.(fold + 1, folds.length);
  });
  return { rows, labels, folds, ranks, choices, probabilities, share: chosen / rows.length };
}

interface Items {
  readonly rows: Int32Array;
  readonly labels: Int32Array;
  readonly weights: Float64Array | undefined;
}

function drawItems({ labeledRows, labels, labelWeights }: PoolView, most: number, rng: Rng): Items {
  const kept = drawSample(labels.length, Math.min(labels.length, most), rng.fork('labels'));
  return {
    rows: kept.map((place) => labeledRows[place]!),
    labels: kept.map((place) => labels[place]!),
    weights: labelWeights && Float64Array.from(kept, (place) => labelWeights[place]!),
  };
}

function foldCount({ model, classCount }: PoolView, labels: Int32Array): number {
  if (model?.embeddings !== undefined && labels.length >= HALVES_FROM) return 2;
  const counts = new Int32Array(classCount);
  for (const label of labels) counts[label]!++;
  return Math.max(2, Math.min(MOST_FOLDS, ...counts.filter((count) => count > 0)));
}

function foldsOf(labels: Int32Array, count: number, rng: Rng): readonly FoldPlaces[] {
  const foldOf = stratifiedFolds(labels, count, rng);
  const places = Int32Array.from(labels.keys());
  return Array.from({ length: count }, (_, fold) => ({
    inside: places.filter((place) => foldOf[place] === fold),
    outside: places.filter((place) => foldOf[place] !== fold),
  }));
}

/** The view as if only the items outside the fold were labeled, and those inside were the pool. */
function pretendPool(
  view: PoolView,
  { rows, labels, weights }: Items,
  { inside, outside }: FoldPlaces,
): PoolView {
  if (view.fit === undefined)
    throw new RangeError('This query strategy needs a task model that it can train anew.');
  const labeledRows = outside.map((place) => rows[place]!);
  const labelWeights = weights && Float64Array.from(outside, (place) => weights[place]!);
  const known = {
    labels: outside.map((place) => labels[place]!),
    classCount: view.classCount,
    ...(labelWeights && { weights: labelWeights }),
  };
  const model = view.fit({ features: gatherRows(view.features, labeledRows), ...known });
  const candidates = inside.map((place) => rows[place]!);
  // What is aligned with the whole pool or with all labels would be wrong here.
  return {
    ...viewWithout(view, ['embeddings', 'decisionValues', 'isRandom']),
    candidates,
    labeledRows,
    labels: known.labels,
    ...(labelWeights && { labelWeights }),
    model,
    probabilities: scoreRows(model, view.features, candidates, view.signal),
  };
}
