import { mapProbabilities } from './mapProbabilities.ts';
import type { ScoringStrategy } from './strategy.ts';

/** Maximum entropy: -sum_c p_c ln p_c, in nats, with 0 ln 0 = 0. */
export const entropy: ScoringStrategy = {
  kind: 'scoring',
  id: 'entropy',
  title: 'Entropy',
  description: 'Items on which the model is most unsure across all classes.',
  reference:
    'Shannon 1948; Lewis and Gale 1994; Settles 2009, Active Learning Literature Survey, section 3.1.',
  needs: ['probabilities'],
  params: [],
  sampling: 'deterministic',
  utilities: (view) => mapProbabilities(view, shannonEntropy),
};

/** -sum p ln p, in nats, of the `classCount` probabilities from `start`. */
export function shannonEntropy(probabilities: Float64Array, start: number, classCount: number): number {
  let sum = 0;
  for (let index = start; index < start + classCount; index++) {
    const p = probabilities[index]!;
    if (p > 0) sum -= p * Math.log(p);
  }
  return sum;
}
