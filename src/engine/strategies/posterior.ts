import type { ParamInfo } from '../../protocol/engine.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { FittedClassifier, ParamValues } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { trainCommittee } from './committee.ts';
import { mapMembers } from './committeeProbabilities.ts';
import { sampleParam } from './onSample.ts';
import type { PoolView } from './strategy.ts';

/** The parameters of strategies that look at draws from the model's posterior. */
export const posteriorParams: readonly ParamInfo[] = [
  {
    name: 'posterior',
    description:
      'Where other models come from that the labels allow: dropout (of a neural network that has it), bootstrap (trained on resampled labels), or auto: dropout where there is some.',
    kind: 'string',
    default: 'auto',
    choices: ['auto', 'dropout', 'bootstrap'],
  },
  {
    name: 'draws',
    description: 'How many such models.',
    kind: 'number',
    default: 10,
    minimum: 2,
    maximum: 200,
  },
  sampleParam(20_000),
];

/**
 * Draws from the posterior of the task model: networks with units left out (Gal and Ghahramani 2016), or models trained
 * on bootstrap samples of the labels (Rubin 1981, The Bayesian Bootstrap, and Efron's before it). Empty while fewer than
 * two classes are labeled. Throws RangeError where dropout is asked for and the model has none.
 */
export function posteriorMembers(view: PoolView, settings: ParamValues, rng: Rng): FittedClassifier[] {
  if (new Set(view.labels).size < 2) return [];
  const draws = Math.round(Number(settings['draws']));
  const drawn = view.model?.drawn?.bind(view.model);
  if (settings['posterior'] === 'dropout' && drawn === undefined) {
    throw new RangeError(
      'The parameter "posterior" is "dropout", which this task model does not have; choose a neural network with dropout, or "auto".',
    );
  }
  if (settings['posterior'] === 'bootstrap' || drawn === undefined) return trainCommittee(view, draws, rng);
  return Array.from({ length: draws }, (_, draw) => {
    throwIfCancelled(view.signal);
    return drawn(rng.fork(`draw ${draw}`));
  });
}

/**
 * The utilities that `score` gives to what the draws say of an item: their probabilities, T x classCount row-major. 0 for
 * all while there are no draws. `infos` must hold `posteriorParams`.
 */
export function mapPosterior(
  view: PoolView,
  infos: readonly ParamInfo[],
  rng: Rng,
  score: (drawsTC: Float64Array, classCount: number) => number,
): Float64Array {
  const members = posteriorMembers(view, resolveParams(infos, view.params), rng);
  return mapMembers({ view, infos, rng, members }, score);
}
