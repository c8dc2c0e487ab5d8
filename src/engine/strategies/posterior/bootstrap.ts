import { trainCommittee } from '../committee.ts';
import type { PosteriorWay } from './way.ts';

/** Models trained on bootstrap samples of the labels (Rubin 1981, The Bayesian Bootstrap, and Efron's before it). */
export const bootstrap: PosteriorWay = {
  id: 'bootstrap',
  words: 'trained on resampled labels',
  takes: 'any task model',
  serves: () => true,
  members: (view, { count, rng }) => trainCommittee(view, count, rng),
};
