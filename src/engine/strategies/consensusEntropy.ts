import { membersParam } from './committee.ts';
import { consensus, mapCommittee } from './committeeProbabilities.ts';
import { shannonEntropy } from './entropy.ts';
import { sampleParam } from './onSample.ts';
import type { ScoringStrategy } from './strategy.ts';

const params = [membersParam(7), sampleParam(20_000)];

/** Query by committee, consensus entropy: the entropy of the members' mean probabilities. */
export const consensusEntropy: ScoringStrategy = {
  kind: 'scoring',
  id: 'consensusEntropy',
  title: 'Committee: consensus',
  description: 'Items on which models trained on resampled labels are, on average, most unsure.',
  reference: 'Settles 2009, Active Learning Literature Survey, section 3.2; Abe and Mamitsuka 1998.',
  needs: ['probabilities'],
  retrains: true,
  params,
  sampling: 'stochastic',
  utilities: (view, rng) => mapCommittee(view, params, rng, entropyOfConsensus),
};

/** H(mean over members), in nats. */
export function entropyOfConsensus(membersTC: Float64Array, classCount: number): number {
  return shannonEntropy(consensus(membersTC, classCount), 0, classCount);
}
