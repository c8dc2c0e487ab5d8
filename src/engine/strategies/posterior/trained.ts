import type { TrainedPosterior } from '../../models/classifier.ts';
import type { PosteriorWay } from './way.ts';

/** A way for which the task model itself trains in another manner (src/engine/models/posterior). */
const trained = (id: TrainedPosterior, words: string, takes: string): PosteriorWay => ({
  id,
  words,
  takes,
  serves: ({ model }) => model?.posterior?.[id] !== undefined,
  members: ({ model }, { count, rng }) => model!.posterior![id]!(count, rng),
});

export const snapshots = trained(
  'snapshots',
  'met along one training whose steps grow short and long again',
  'a neural network',
);

export const diverse = trained(
  'diverse',
  'copies of a network that began to learn, trained on with dropout',
  'a neural network whose parameter "dropout" is above 0',
);

export const bayes = trained(
  'bayes',
  'weights drawn from distributions that are learned by backprop',
  'logistic regression, or a neural network but ResNet-18',
);

export const splitHead = trained(
  'splitHead',
  'a network with as many last layers, each for resampled labels',
  'a neural network',
);
