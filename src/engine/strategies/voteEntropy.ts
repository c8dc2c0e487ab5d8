import { resolveParams } from '../models/params.ts';
import { predictRows } from '../models/predictRows.ts';
import { membersParam, trainCommittee } from './committee.ts';
import { shannonEntropy } from './entropy.ts';
import { onSample, sampleParam } from './onSample.ts';
import type { ScoringStrategy } from './strategy.ts';

const params = [membersParam(7), sampleParam(20_000)];

/** Query by committee, vote entropy: the entropy of the classes that bootstrap members predict. */
export const voteEntropy: ScoringStrategy = {
  kind: 'scoring',
  id: 'voteEntropy',
  title: 'Committee: votes',
  description: 'Items on which models trained on resampled labels vote for different classes.',
  reference: 'Dagan and Engelson 1995, Committee-Based Sampling; Abe and Mamitsuka 1998 for the bootstrap.',
  needs: [],
  retrains: true,
  params,
  sampling: 'stochastic',
  utilities: (view, rng) =>
    onSample(view, params, rng, (part) => {
      const { features, candidates, classCount, signal } = part;
      const members = Number(resolveParams(params, view.params)['members']);
      const votes = trainCommittee(view, members, rng).map((model) =>
        predictRows(model, features, candidates, signal),
      );
      return entropyOfVotes(votes, candidates.length, classCount);
    }),
};

/** The entropy, in nats, of what the members voted for each of `count` items; `votes` holds one list a member. */
export function entropyOfVotes(
  votes: readonly Int32Array[],
  count: number,
  classCount: number,
): Float64Array {
  const shares = new Float64Array(count * classCount);
  for (const vote of votes) {
    for (let index = 0; index < count; index++)
      shares[index * classCount + vote[index]!]! += 1 / votes.length;
  }
  return new Float64Array(count).map((_, index) => shannonEntropy(shares, index * classCount, classCount));
}
