import type { ParamInfo } from '../../protocol/engine.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { FittedClassifier } from '../models/classifier.ts';
import { concatIndices } from '../numeric/concatIndices.ts';
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

/** Samples drawn before one that lacks a class is mended instead. */
const DRAWS = 100;

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

/** Indices into `labels`, drawn with replacement, as many as there are, until each class is among them. */
function drawBag(labels: Int32Array, rng: Rng): Int32Array {
  const classes = new Set(labels);
  let bag: Int32Array = new Int32Array(0);
  for (let draw = 0; draw < DRAWS; draw++) {
    bag = Int32Array.from(labels, () => rng.integer(labels.length));
    if (new Set(bag.map((index) => labels[index]!)).size === classes.size) return bag;
  }
  // With many classes of one label each such a sample hardly ever comes up: each missing class is added once.
  const held = new Set(bag.map((index) => labels[index]!));
  const missing = [...classes].filter((label) => !held.has(label));
  const added = missing.map((label) => labels.indexOf(label));
  return concatIndices(bag, Int32Array.from(added));
}
