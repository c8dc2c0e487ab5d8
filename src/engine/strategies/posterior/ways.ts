import { bootstrap } from './bootstrap.ts';
import { dropout } from './dropout.ts';
import { ensemble } from './ensemble.ts';
import { stochasticEnsemble } from './stochasticEnsemble.ts';
import { bayes, diverse, snapshots, splitHead } from './trained.ts';
import type { PosteriorWay } from './way.ts';

/** Every way to draws from a posterior, in the order of the parameter's choices. */
export const posteriorWays: readonly PosteriorWay[] = [
  dropout,
  bootstrap,
  ensemble,
  snapshots,
  diverse,
  splitHead,
  stochasticEnsemble,
  bayes,
];
