import { cohenKappa } from '../metrics/cohenKappa.ts';
import { ofPairs } from './criterion.ts';
import type { StoppingCriterion } from './criterion.ts';

const WINDOW = 3;

/**
 * Stabilising predictions: the mean, over three successive pairs of models, of Cohen's kappa between their predictions
 * of the stop set; stop at 0.99. Kappa above T bounds the difference of both models' F by 4 (1 - T) / T (Bloodgood and
 * Grothendieck 2013). No value while a model names a single class: kappa is not defined then.
 */
export const stabilisingPredictions: StoppingCriterion = {
  id: 'stabilisingPredictions',
  reference:
    'Bloodgood and Vijay-Shanker 2009, A Method for Stopping Active Learning Based on Stabilizing Predictions.',
  bound: 'least',
  threshold: 0.99,
  // The mean looks back already.
  window: 1,
  values(checkpoints, { classCount }) {
    const kappas = ofPairs(checkpoints, (before, after) => {
      const kappa = cohenKappa(before.predicted, after.predicted, classCount);
      return Number.isFinite(kappa) ? kappa : null;
    });
    return kappas.map((_, place) => {
      const recent = kappas.slice(Math.max(0, place + 1 - WINDOW), place + 1);
      const known = recent.filter((kappa) => kappa !== null);
      return known.length < WINDOW ? null : known.reduce((sum, kappa) => sum + kappa, 0) / WINDOW;
    });
  },
};
