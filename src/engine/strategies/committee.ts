import type { ParamInfo } from '../../protocol/engine.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { FittedClassifier } from '../models/classifier.ts';
import { drawBag } from '../numeric/drawBag.ts';
import type { Rng } from '../numeric/rng.ts';
import type { PoolView } from './strategy.ts';
import { trainOn } from './trainWith.ts';

/** The parameter that says how many models a committee has. */
export function membersParam(members: number): ParamInfo {
  return {
    name: 'members',
    description: 'Models in the committee, each trained on a bootstrap sample of the labels.',
    kind: 'number',
    default: members,
    minimum: 2,
    maximum: 100,
  };
}

/**
 * Task models trained on bootstrap samples of the labeled rows (Abe and Mamitsuka 1998, query by bagging), each of which
 * holds every class that is labeled. Empty when fewer than two classes are labeled: then there is nothing to disagree
 * on. Throws RangeError when the view cannot train a model.
 */
export function trainCommittee(view: PoolView, members: number, rng: Rng): FittedClassifier[] {
  if (new Set(view.labels).size < 2) return [];
  return Array.from({ length: members }, (_, member) => {
    throwIfCancelled(view.signal);
    return trainOn(view, drawBag(view.labels, rng.fork(`bag ${member}`)));
  });
}
