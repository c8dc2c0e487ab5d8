import { halParams, halReference, halUtilities } from './hal.ts';
import type { ScoringStrategy } from './strategy.ts';

/** HAL with uniform exploration: a coin decides between the smallest margin and a random item. */
export const halUniform: ScoringStrategy = {
  kind: 'scoring',
  id: 'halUniform',
  title: 'HAL, random exploration',
  description: 'By the toss of a coin: the most doubtful item, or a random one.',
  reference: halReference,
  needs: ['probabilities'],
  params: halParams,
  sampling: 'stochastic',
  utilities(view, rng) {
    const draws = rng.fork('uniform');
    const exploration = new Float64Array(view.candidates.length).map(() => draws.uniform());
    return halUtilities(view, halParams, exploration, rng);
  },
};
