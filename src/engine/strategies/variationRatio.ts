import { mapPosterior, posteriorParams } from './posterior.ts';
import type { ScoringStrategy } from './strategy.ts';

/** Variation ratio over models that the labels allow: the share of them outvoted by the rest. */
export const variationRatio: ScoringStrategy = {
  kind: 'scoring',
  id: 'variationRatio',
  title: 'Variation ratio',
  description: 'Items on which the most models that the labels allow vote against the majority.',
  reference: 'Freeman 1965; Gal et al. 2017, Deep Bayesian Active Learning with Image Data, section 4.2.',
  needs: ['probabilities'],
  retrains: true,
  params: posteriorParams,
  sampling: 'stochastic',
  utilities: (view, rng) => mapPosterior(view, posteriorParams, rng, outvoted),
};

/** 1 - the share of the votes for the most frequent class; each draw votes for its most probable class, the first of equals. */
export function outvoted(drawsTC: Float64Array, classCount: number): number {
  const draws = drawsTC.length / classCount;
  const votes = new Int32Array(classCount);
  for (let draw = 0; draw < draws; draw++) {
    let best = 0;
    for (let label = 1; label < classCount; label++) {
      if (drawsTC[draw * classCount + label]! > drawsTC[draw * classCount + best]!) best = label;
    }
    votes[best]!++;
  }
  return 1 - Math.max(...votes) / draws;
}
