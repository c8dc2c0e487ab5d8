import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import { scoreRows } from '../models/scoreRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { trainCommittee } from './committee.ts';
import { onSample } from './onSample.ts';
import type { PoolView } from './strategy.ts';

/**
 * The utilities that `score` gives to the members' probabilities of an item, T x classCount row-major; 0 for all while
 * there is no committee. `infos` must hold the parameters `members` and `sample`.
 */
export function mapCommittee(
  view: PoolView,
  infos: readonly ParamInfo[],
  rng: Rng,
  score: (membersTC: Float64Array, classCount: number) => number,
): Float64Array {
  const committee = trainCommittee(view, Number(resolveParams(infos, view.params)['members']), rng);
  return onSample(view, infos, rng, ({ features, candidates, classCount, signal }) => {
    const utilities = new Float64Array(candidates.length);
    if (committee.length === 0) return utilities;
    const all = committee.map((model) => scoreRows(model, features, candidates, signal));
    const membersTC = new Float64Array(committee.length * classCount);
    return utilities.map((_, index) => {
      all.forEach((probabilities, member) => {
        const start = index * classCount;
        membersTC.set(probabilities.subarray(start, start + classCount), member * classCount);
      });
      return score(membersTC, classCount);
    });
  });
}

/** Mean probabilities of the members. */
export function consensus(membersTC: Float64Array, classCount: number): Float64Array {
  const mean = new Float64Array(classCount);
  const members = membersTC.length / classCount;
  for (let index = 0; index < membersTC.length; index++)
    mean[index % classCount]! += membersTC[index]! / members;
  return mean;
}
