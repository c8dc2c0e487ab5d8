import { consensus } from './committeeProbabilities.ts';
import { shannonEntropy } from './entropy.ts';
import { mapPosterior, posteriorParams } from './posterior.ts';
import type { ScoringStrategy } from './strategy.ts';

/** Bayesian active learning by disagreement: what an item's label would tell of the model. */
export const bald: ScoringStrategy = {
  kind: 'scoring',
  id: 'bald',
  title: 'BALD',
  description: 'Items on which models that the labels allow are each sure, of different classes.',
  reference:
    'Houlsby et al. 2011, Bayesian Active Learning for Classification and Preference Learning, equation 2; Gal et al. 2017.',
  needs: ['probabilities'],
  retrains: true,
  params: posteriorParams,
  sampling: 'stochastic',
  utilities: (view, rng) => mapPosterior(view, posteriorParams, rng, mutualInformation),
};

/**
 * H(mean over draws) - mean over draws of H, in nats: the mutual information of label and model, from `drawsTC`, T x
 * classCount row-major. In [0, ln classCount].
 */
export function mutualInformation(drawsTC: Float64Array, classCount: number): number {
  const draws = drawsTC.length / classCount;
  let expected = 0;
  for (let draw = 0; draw < draws; draw++) {
    expected += shannonEntropy(drawsTC, draw * classCount, classCount) / draws;
  }
  // Below 0 by rounding only.
  return Math.max(0, shannonEntropy(consensus(drawsTC, classCount), 0, classCount) - expected);
}
