import type { DenseMatrix } from '../numeric/matrix.ts';
import { logistic } from '../numeric/logistic.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { TrainingSet } from './classifier.ts';
import { fitSvc } from './fitSvc.ts';
import type { SvcFit, SvcOptions, SvcPair } from './fitSvc.ts';
import { fitSigmoid } from './fitSigmoid.ts';
import type { Sigmoid } from './fitSigmoid.ts';
import { coupleProbabilities } from './coupleProbabilities.ts';

const FOLDS = 5;

/**
 * Class probabilities from the decision values of the pairs (Platt 1999): a sigmoid for each pair, fitted to decision
 * values of rows that their machine had not seen, then coupled (Wu, Lin and Weng 2004). Every class is divided among the
 * folds in the order of its rows, so that no draw is needed.
 */
export function plattProbabilities(
  training: TrainingSet,
  fitted: SvcFit,
  options: SvcOptions,
): (features: DenseMatrix) => Float64Array {
  const sigmoids = fitted.pairs.map((pair) => sigmoidOf(training, pair, options));
  const { pairs, classCount } = fitted;
  return (features) => {
    const decisions = fitted.pairDecisions(features);
    const out = new Float64Array(features.rows * classCount);
    for (let row = 0; row < features.rows; row++) {
      const shares = sigmoids.map(({ slope, offset }, p) =>
        // Kept away from certainty, as libsvm does, so that coupling stays solvable.
        Math.min(1 - 1e-7, Math.max(1e-7, logistic(-(slope * decisions[row * pairs.length + p]! + offset)))),
      );
      out.set(coupleProbabilities(shares, pairs, classCount), row * classCount);
    }
    return out;
  };
}

function sigmoidOf(training: TrainingSet, { first, rows }: SvcPair, options: SvcOptions): Sigmoid {
  const { features, labels, weights, classCount } = training;
  const targets = rows.map((row) => (labels[row] === first ? 1 : 0));
  const ordinal = ordinals(targets);
  const smallest = Math.min(...[0, 1].map((target) => targets.filter((each) => each === target).length));
  const folds = Math.min(FOLDS, smallest);
  const take = (places: Int32Array): TrainingSet => {
    const own = places.map((place) => rows[place]!);
    return {
      features: gatherRows(features, own),
      labels: own.map((row) => labels[row]!),
      ...(weights && { weights: Float64Array.from(own, (row) => weights[row]!) }),
      classCount,
    };
  };
  const places = Int32Array.from(rows.keys());
  const decisions = new Float64Array(rows.length);
  for (let fold = 0; fold < Math.max(1, folds); fold++) {
    // A class of one row cannot be held out: its machine is judged by what it has seen.
    const held = folds < 2 ? places : places.filter((place) => ordinal[place]! % folds === fold);
    const kept = folds < 2 ? places : places.filter((place) => ordinal[place]! % folds !== fold);
    const machine = fitSvc(take(kept), options);
    const values = machine.pairDecisions(take(held).features);
    held.forEach((place, index) => (decisions[place] = values[index]!));
  }
  return fitSigmoid(decisions, targets);
}

/** How many of its own kind stand before each entry. */
function ordinals(targets: Int32Array): Int32Array {
  const counts = [0, 0];
  return targets.map((target) => counts[target]!++);
}
