import { resolveParams } from '../models/params.ts';
import { mostProbable } from '../models/predictRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { topK } from '../numeric/topK.ts';
import { baseParam, findBase } from './baseStrategy.ts';
import { rankUtilities } from './rankUtilities.ts';
import type { PoolView, ScoringStrategy } from './strategy.ts';

/**
 * A wrapper that balances classes: each pick is the base strategy's best item among those predicted to be of the class
 * that has the fewest labels so far, picks before it counting as of their predicted class.
 */
export function createClassBalanced(bases: readonly ScoringStrategy[]): ScoringStrategy {
  const params = [baseParam(bases)];
  return {
    kind: 'scoring',
    id: 'classBalanced',
    title: 'Balanced by predicted class',
    description: 'Another strategy, taken in turn from the predicted classes that have the fewest labels.',
    reference:
      'ClassBalancer of small-text (Schröder et al. 2023); Aggarwal et al. 2020, Active Learning for Imbalanced Datasets.',
    needs: ['probabilities'],
    params,
    sampling: 'stochastic',
    utilities(view, rng) {
      const base = findBase(bases, resolveParams(params, view.params));
      const utilities = base.utilities({ ...view, params: {} }, rng.fork('base'));
      return rankUtilities(balancedOrder(view, utilities, rng));
    },
  };
}

/** Positions of the candidates, each next one the best of the class that is most behind and not used up. */
export function balancedOrder(view: PoolView, utilities: Float64Array, rng: Rng): Int32Array {
  const { probabilities, classCount } = view;
  if (probabilities?.length !== utilities.length * classCount) {
    throw new RangeError('This query strategy needs the class probabilities of every candidate.');
  }
  const predicted = mostProbable(probabilities, classCount);
  const queues: number[][] = Array.from({ length: classCount }, () => []);
  for (const position of topK(utilities, utilities.length, rng.fork('ties')))
    queues[predicted[position]!]!.push(position);
  const counts = new Int32Array(classCount);
  for (const label of view.labels) counts[label]!++;
  const classes = shuffledIndices(classCount, rng.fork('classes'));
  const next = new Int32Array(classCount);
  return Int32Array.from(utilities, () => {
    const open = classes.filter((label) => next[label]! < queues[label]!.length);
    const label = open.reduce((least, other) => (counts[other]! < counts[least]! ? other : least));
    counts[label]!++;
    return queues[label]![next[label]!++]!;
  });
}
