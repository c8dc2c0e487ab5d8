import type { ParamInfo } from '../../protocol/engine.ts';
import type { FittedClassifier, ParamValues } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { mapMembers } from './committeeProbabilities.ts';
import { sampleParam } from './onSample.ts';
import { bootstrap } from './posterior/bootstrap.ts';
import { dropout } from './posterior/dropout.ts';
import type { PosteriorWay } from './posterior/way.ts';
import { posteriorWays } from './posterior/ways.ts';
import type { PoolView } from './strategy.ts';

const described = posteriorWays.map(({ id, words }) => `${id} (${words})`).join(', ');

/** The parameters of strategies that look at draws from the model's posterior. */
export const posteriorParams: readonly ParamInfo[] = [
  {
    name: 'posterior',
    description: `Where other models come from that the labels allow: ${described}, or auto: dropout where the model has some, else bootstrap.`,
    kind: 'string',
    default: 'auto',
    choices: ['auto', ...posteriorWays.map(({ id }) => id)],
  },
  {
    name: 'draws',
    description: 'How many such models.',
    kind: 'number',
    default: 10,
    minimum: 2,
    maximum: 200,
  },
  {
    name: 'networks',
    description: 'With stochasticEnsemble: how many networks share the draws.',
    kind: 'number',
    default: 5,
    minimum: 2,
    maximum: 100,
  },
  sampleParam(20_000),
];

/** Thrown where the task model cannot serve a way: settings that do not go together, no defect of the engine. */
export class UnservedPosteriorError extends RangeError {
  readonly reason = 'badInput';
  override readonly name = 'UnservedPosteriorError';
}

/**
 * Draws from the posterior of the task model, by the way that the parameter `posterior` names. Empty while fewer than two
 * classes are labeled. Throws UnservedPosteriorError where the task model cannot serve the way.
 */
export function posteriorMembers(view: PoolView, settings: ParamValues, rng: Rng): FittedClassifier[] {
  if (new Set(view.labels).size < 2) return [];
  const draws = {
    count: Math.round(Number(settings['draws'])),
    networks: Math.round(Number(settings['networks'])),
    rng,
  };
  return chosenWay(view, String(settings['posterior'])).members(view, draws);
}

function chosenWay(view: PoolView, id: string): PosteriorWay {
  const way = posteriorWays.find((each) => each.id === id);
  if (way === undefined) return dropout.serves(view) ? dropout : bootstrap;
  if (way.serves(view)) return way;
  const others = posteriorWays.filter((each) => each.serves(view)).map((each) => `"${each.id}"`);
  throw new UnservedPosteriorError(
    `The parameter "posterior" is "${id}", which takes ${way.takes}; for this task model choose "auto" or one of: ${others.join(', ')}.`,
  );
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
