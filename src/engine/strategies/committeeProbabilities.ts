import type { ParamInfo } from '../../protocol/engine.ts';
import type { FittedClassifier } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import { scoreRows } from '../models/scoreRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { trainCommittee } from './committee.ts';
import { onSample } from './onSample.ts';
import type { PoolView } from './strategy.ts';

type MemberScore = (membersTC: Float64Array, classCount: number) => number;

/**
 * The utilities that `score` gives to the members' probabilities of an item, T x classCount row-major; 0 for all while
 * there is no committee. `infos` must hold the parameters `members` and `sample`.
 */
export function mapCommittee(
  view: PoolView,
  infos: readonly ParamInfo[],
  rng: Rng,
  score: MemberScore,
): Float64Array {
  const members = trainCommittee(view, Number(resolveParams(infos, view.params)['members']), rng);
  return mapMembers({ view, infos, rng, members }, score);
}

export interface Members {
  readonly view: PoolView;
  /** Must hold the parameter `sample`. */
  readonly infos: readonly ParamInfo[];
  readonly rng: Rng;
  readonly members: readonly FittedClassifier[];
}

/** What `mapCommittee` does, with members at hand. */
export function mapMembers({ view, infos, rng, members }: Members, score: MemberScore): Float64Array {
  return onSample(view, infos, rng, (part) => {
    const { candidates, classCount } = part;
    const utilities = new Float64Array(candidates.length);
    if (members.length === 0) return utilities;
    const all = probabilitiesOf(members, part);
    const membersTC = new Float64Array(members.length * classCount);
    return utilities.map((_, index) => {
      all.forEach((probabilities, member) => {
        const start = index * classCount;
        membersTC.set(probabilities.subarray(start, start + classCount), member * classCount);
      });
      return score(membersTC, classCount);
    });
  });
}

/** Each member's probabilities of the candidates, m x classCount. */
export const probabilitiesOf = (
  members: readonly FittedClassifier[],
  { features, candidates, signal }: PoolView,
): readonly Float64Array[] => members.map((model) => scoreRows(model, features, candidates, signal));

/** Mean probabilities of the members. */
export function consensus(membersTC: Float64Array, classCount: number): Float64Array {
  const mean = new Float64Array(classCount);
  const members = membersTC.length / classCount;
  for (let index = 0; index < membersTC.length; index++)
    mean[index % classCount]! += membersTC[index]! / members;
  return mean;
}
