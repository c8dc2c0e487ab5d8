import { dropout } from './dropout.ts';
import { ensemble, trainEnsemble } from './ensemble.ts';
import type { PosteriorWay } from './way.ts';

/**
 * An ensemble of networks, from each of which several draws are made by dropout (Balabanov et al. 2023, Bayesian Posterior
 * Approximation With Stochastic Ensembles).
 */
export const stochasticEnsemble: PosteriorWay = {
  id: 'stochasticEnsemble',
  words: 'both ensemble and dropout',
  takes: dropout.takes,
  serves: (view) => ensemble.serves(view) && dropout.serves(view),
  members(view, { count, networks, rng }) {
    const trained = trainEnsemble(view, Math.min(networks, count), rng);
    // Draws in turn, so that each network gives its share or one more.
    return Array.from({ length: count }, (_, draw) =>
      trained[draw % trained.length]!.drawn!(rng.fork(`draw ${draw}`)),
    );
  },
};
