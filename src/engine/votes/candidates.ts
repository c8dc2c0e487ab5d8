import type { ParamInfo } from '../../protocol/engine.ts';
import type { ParamValues } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import type { Strategy } from '../strategies/strategy.ts';

/** The seven of Wang et al. 2025, section 4.1; variation ratio and the others on models drawn from the posterior. */
export const SEVEN = 'entropy, margin, leastConfidence, kMeans, bald, variationRatio, meanStd';

/** Finds a strategy of the registry; throws RangeError where there is none. */
export type FindStrategy = (id: string) => Strategy;

/** The parameter that lists the strategies which are asked, separated by commas. */
export function candidatesParam(ids: string): ParamInfo {
  return {
    name: 'candidates',
    description: 'Ids of the strategies that are asked, separated by commas; each with its defaults.',
    kind: 'string',
    default: ids,
  };
}

/**
 * The strategies that the parameter `candidates` lists. Throws RangeError, in words for the user, for an empty list and
 * for a strategy that is unknown, listed twice, for experiments only, or asks others itself.
 */
export function candidatesOf(
  infos: readonly ParamInfo[],
  params: ParamValues,
  find: FindStrategy,
): readonly Strategy[] {
  const ids = String(resolveParams(infos, params)['candidates'])
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
  if (ids.length === 0) {
    throw new RangeError(
      'The parameter "candidates" is empty; list ids of strategies, such as "margin, kMeans".',
    );
  }
  return ids.map((id, place) => {
    const strategy = find(id);
    const against =
      ids.indexOf(id) < place
        ? 'is listed twice'
        : strategy.asks !== undefined
          ? 'asks other strategies itself'
          : strategy.simulationOnly === true || strategy.needsReward === true
            ? 'needs more than the labels'
            : null;
    if (against !== null)
      throw new RangeError(`The parameter "candidates": ${strategy.title} ("${id}") ${against}.`);
    return strategy;
  });
}
