import { throwIfCancelled } from '../cancellation.ts';
import { accuracy } from '../metrics/accuracy.ts';
import { predictRows } from '../models/predictRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { stratifiedFolds } from '../numeric/stratifiedFolds.ts';
import { topK } from '../numeric/topK.ts';
import type { PoolView } from '../strategies/strategy.ts';
import { trainOn } from '../strategies/trainWith.ts';

/** Folds of each repetition: a model learns from four fifths and is scored on the rest. */
const FOLDS = 5;
/** Share of the labels that are left out. */
const LEFT_OUT = 0.1;

/** What leaving out labels costs, in accuracy on labels that were held out. */
export interface LeftOutCosts {
  /** Of the most typical ones and of the least certain ones, the mean over all folds. */
  readonly typical: number;
  readonly uncertain: number;
  /** Standard error of the difference of the two, from pairs. */
  readonly error: number;
  /** Labels that were left out each time, about. */
  readonly count: number;
}

export interface LeaveOutOptions {
  /** Aligned with the view's labels: how typical of the data, and how uncertain by models that did not know the label. */
  readonly typicality: Float64Array;
  readonly uncertainty: Float64Array;
  readonly repeats: number;
  readonly rng: Rng;
}

/**
 * Which labels matter more: a tenth of the training labels is left out, once the most typical and once the least certain
 * ones, and the accuracy on held-out labels is compared with that of all (Hacohen and Weinshall 2024, How to Select Which
 * Active Learning Strategy is Best Suited for Your Specific Problem and Budget, section 4). Null where models that lack
 * these labels cannot be trained. Throws CancelledError.
 */
export function leaveOutLabels(view: PoolView, options: LeaveOutOptions): LeftOutCosts | null {
  const { typicality, uncertainty, repeats, rng } = options;
  const costs: { readonly typical: number; readonly uncertain: number }[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const foldOf = stratifiedFolds(view.labels, FOLDS, rng.fork(`folds ${repeat}`));
    for (let fold = 0; fold < FOLDS; fold++) {
      throwIfCancelled(view.signal);
      const places = Int32Array.from(view.labels.keys());
      const held = places.filter((place) => foldOf[place] === fold);
      const training = places.filter((place) => foldOf[place] !== fold);
      const without = (values: Float64Array): Int32Array => {
        const own = Float64Array.from(training, (place) => values[place]!);
        const gone = new Set(topK(own, leftOut(training.length), rng.fork(`ties ${repeat} ${fold}`)));
        return training.filter((_, index) => !gone.has(index));
      };
      const base = scoreOf(view, training, held);
      const typical = scoreOf(view, without(typicality), held);
      const uncertain = scoreOf(view, without(uncertainty), held);
      if (base === null || typical === null || uncertain === null) continue;
      costs.push({ typical: base - typical, uncertain: base - uncertain });
    }
  }
  if (costs.length < FOLDS) return null;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const differences = costs.map(({ typical, uncertain }) => typical - uncertain);
  const middle = mean(differences);
  const variance = mean(differences.map((difference) => (difference - middle) ** 2));
  return {
    typical: mean(costs.map(({ typical }) => typical)),
    uncertain: mean(costs.map(({ uncertain }) => uncertain)),
    error: Math.sqrt(variance / costs.length),
    count: leftOut(Math.round(view.labels.length * (1 - 1 / FOLDS))),
  };
}

const leftOut = (labels: number): number => Math.max(1, Math.round(LEFT_OUT * labels));

/** Null where fewer than two classes are left, or none is held out. */
function scoreOf(view: PoolView, kept: Int32Array, held: Int32Array): number | null {
  const labelsOf = (places: Int32Array): Int32Array => places.map((place) => view.labels[place]!);
  if (held.length === 0 || new Set(labelsOf(kept)).size < 2) return null;
  const model = trainOn(view, kept);
  const rows = held.map((place) => view.labeledRows[place]!);
  return accuracy(labelsOf(held), predictRows(model, view.features, rows, view.signal));
}
