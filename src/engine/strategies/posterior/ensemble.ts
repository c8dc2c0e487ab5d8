import { throwIfCancelled } from '../../cancellation.ts';
import type { FittedClassifier } from '../../models/classifier.ts';
import { gatherRows } from '../../numeric/gatherRows.ts';
import type { Rng } from '../../numeric/rng.ts';
import type { PoolView } from '../strategy.ts';
import type { PosteriorWay } from './way.ts';

/** Networks that begin with other weights and see the labels in another order (Beluch et al. 2018, section 3). */
export const ensemble: PosteriorWay = {
  id: 'ensemble',
  words: 'trained from other first weights',
  takes: 'a neural network',
  // Only networks keep what they learned, and only they draw their first weights.
  serves: ({ fit, model }) => fit !== undefined && model?.memory !== undefined,
  members: (view, { count, rng }) => trainEnsemble(view, count, rng),
};

/** `count` networks that learn from all labels, each with a seed of its own. The view's task model must be one. */
export const trainEnsemble = (
  { fit, features, labeledRows, labels, labelWeights, classCount, signal }: PoolView,
  count: number,
  rng: Rng,
): FittedClassifier[] =>
  Array.from({ length: count }, (_, member) => {
    throwIfCancelled(signal);
    return fit!({
      features: gatherRows(features, labeledRows),
      labels,
      ...(labelWeights && { weights: labelWeights }),
      classCount,
      seed: rng.fork(`member ${member}`).integer(2 ** 31),
    });
  });
