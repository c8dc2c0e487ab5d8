import type { ScoringStrategy } from './strategy.ts';

/** Random sampling: a uniform draw for each candidate. */
export const random: ScoringStrategy = {
  kind: 'scoring',
  id: 'random',
  title: 'Random',
  description: 'Every item is equally likely; the yardstick for all other strategies.',
  reference: 'Simple random sampling without replacement (Cochran 1977, Sampling Techniques, chapter 2).',
  needs: [],
  params: [],
  sampling: 'uniform',
  utilities: (view, rng) => new Float64Array(view.candidates.length).map(() => rng.uniform()),
};
