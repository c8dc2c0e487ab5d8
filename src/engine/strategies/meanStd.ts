import { mapPosterior, posteriorParams } from './posterior.ts';
import type { ScoringStrategy } from './strategy.ts';

/** Mean standard deviation of the class probabilities over models that the labels allow. */
export const meanStd: ScoringStrategy = {
  kind: 'scoring',
  id: 'meanStd',
  title: 'Mean standard deviation',
  description: 'Items whose class probabilities vary most between models that the labels allow.',
  reference: 'Kampffmeyer et al. 2016, equation 4; Gal et al. 2017, section 4.2 (mean STD).',
  needs: ['probabilities'],
  retrains: true,
  params: posteriorParams,
  sampling: 'stochastic',
  utilities: (view, rng) => mapPosterior(view, posteriorParams, rng, meanDeviation),
};

/** The standard deviation (of the draws as a whole, not estimated) of each class's probability, averaged over classes. */
export function meanDeviation(drawsTC: Float64Array, classCount: number): number {
  const draws = drawsTC.length / classCount;
  let sum = 0;
  for (let label = 0; label < classCount; label++) {
    let mean = 0;
    for (let draw = 0; draw < draws; draw++) mean += drawsTC[draw * classCount + label]! / draws;
    let variance = 0;
    for (let draw = 0; draw < draws; draw++) {
      variance += (drawsTC[draw * classCount + label]! - mean) ** 2 / draws;
    }
    sum += Math.sqrt(variance);
  }
  return sum / classCount;
}
