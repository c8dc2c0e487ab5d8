import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import { klDivergence } from '../numeric/klDivergence.ts';
import { membersParam } from './committee.ts';
import { consensus, mapCommittee } from './committeeProbabilities.ts';
import { sampleParam } from './onSample.ts';
import type { ScoringStrategy } from './strategy.ts';

const params: readonly ParamInfo[] = [
  membersParam(7),
  {
    name: 'over',
    description: 'Whether the mean divergence of the members counts, or that of the one farthest off.',
    kind: 'string',
    default: 'mean',
    choices: ['mean', 'max'],
  },
  sampleParam(20_000),
];

/**
 * Query by committee, Kullback-Leibler divergence of each bootstrap member from their mean; the mean over members is
 * the mutual information of label and member (BALD on the committee).
 */
export const committeeKl: ScoringStrategy = {
  kind: 'scoring',
  id: 'committeeKl',
  title: 'Committee: disagreement',
  description: 'Items on which models trained on resampled labels are sure of different classes.',
  reference:
    'McCallum and Nigam 1998, Employing EM and Pool-Based Active Learning, section 4; Houlsby et al. 2011.',
  needs: ['probabilities'],
  retrains: true,
  params,
  sampling: 'stochastic',
  utilities(view, rng) {
    const worst = resolveParams(params, view.params)['over'] === 'max';
    return mapCommittee(view, params, rng, (members, classCount) => {
      const divergences = divergencesFromConsensus(members, classCount);
      if (worst) return Math.max(...divergences);
      return divergences.reduce((sum, value) => sum + value, 0) / divergences.length;
    });
  },
};

/** KL(member || mean over members) of each member, in nats. */
export function divergencesFromConsensus(membersTC: Float64Array, classCount: number): number[] {
  const mean = consensus(membersTC, classCount);
  return Array.from({ length: membersTC.length / classCount }, (_, member) =>
    klDivergence(membersTC.subarray(member * classCount, (member + 1) * classCount), mean),
  );
}
