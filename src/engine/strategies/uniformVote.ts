import type { ParamInfo } from '../../protocol/engine.ts';
import { besideEachOther } from '../autoal/softChoices.ts';
import { askCandidates } from '../votes/askCandidates.ts';
import { candidatesOf, candidatesParam, SEVEN } from '../votes/candidates.ts';
import type { FindStrategy } from '../votes/candidates.ts';
import { amongMembers, castVote } from '../votes/castVote.ts';
import { labelsByRow } from '../votes/labelsByRow.ts';
import { sampleParam, selectOnSample } from './onSample.ts';
import type { BatchStrategy } from './strategy.ts';

const params: readonly ParamInfo[] = [candidatesParam(SEVEN), sampleParam(5000)];

/**
 * The mean of what other strategies say, each by the ranks it gives, from 0 to 1. Strategies that rank alike count as one.
 * What AutoAL and other ways of choosing have to beat. `find` looks up candidates.
 */
export function createUniformVote(find: FindStrategy): BatchStrategy {
  return {
    kind: 'batch',
    id: 'uniformVote',
    title: 'Vote of equals',
    description: 'The mean rank that seven other strategies give, none counting more than another.',
    reference: 'Borda count (de Borda 1784); the comparison that Wang et al. 2025 lack.',
    needs: ['probabilities'],
    retrains: true,
    asks: (values) => candidatesOf(params, values, find),
    params,
    sampling: 'stochastic',
    selectBatch: (view, k, rng) =>
      selectOnSample(labelsByRow(view), { params, k, rng }, (part) => {
        const asked = askCandidates(candidatesOf(params, view.params, find), part, rng);
        const { groups, ranks } = asked;
        const share = 1 / groups.length;
        const means = groups.map(([first]) => ranks[first!]!.map((rank) => rank * share));
        const weights = amongMembers(new Float64Array(groups.length).fill(share), groups);
        const contributions = amongMembers(besideEachOther(means), groups);
        return castVote(part, k, { ...asked, weights, contributions }, rng.fork('vote'));
      }),
  };
}
