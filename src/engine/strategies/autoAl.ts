import type { ParamInfo } from '../../protocol/engine.ts';
import { candidateLogits } from '../autoal/candidateLogits.ts';
import { searchFallback } from '../autoal/guards.ts';
import { trunkChoices } from '../autoal/imageTrunk.ts';
import type { TrunkChoice } from '../autoal/imageTrunk.ts';
import { searchItems, standardisedTraits } from '../autoal/itemTraits.ts';
import { lossChoices } from '../autoal/learnSearch.ts';
import type { LossChoice } from '../autoal/learnSearch.ts';
import { releaseVote } from '../autoal/releaseVote.ts';
import { meanWeights, voteOnChoices } from '../autoal/searchLoss.ts';
import { besideEachOther, softChoices } from '../autoal/softChoices.ts';
import { resolveParams } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { askCandidates, BATCH } from '../votes/askCandidates.ts';
import type { AskedCandidates } from '../votes/askCandidates.ts';
import { candidatesOf, candidatesParam, SEVEN } from '../votes/candidates.ts';
import type { FindStrategy } from '../votes/candidates.ts';
import { amongMembers, castVote, headShared } from '../votes/castVote.ts';
import { labelsByRow } from '../votes/labelsByRow.ts';
import { sampleParam, selectOnSample } from './onSample.ts';
import type { BatchStrategy, PoolView, Selection } from './strategy.ts';

const params: readonly ParamInfo[] = [
  candidatesParam(SEVEN),
  {
    name: 'losses',
    description: 'What the weights are learned from: the search loss, the loss module, or both.',
    kind: 'string',
    default: 'both',
    choices: lossChoices,
  },
  {
    name: 'trunk',
    description:
      'What looks at images: a small convolutional network, ResNet-18 (for a graphics card), or the task model by its embeddings. Of no effect where items are no images.',
    kind: 'string',
    default: 'cnn',
    choices: trunkChoices,
  },
  {
    name: 'steps',
    description: 'Steps of search network, loss module and FitNet together.',
    kind: 'number',
    default: 400,
    minimum: 3,
    maximum: 100_000,
  },
  {
    name: 'labels',
    description: 'Labels that weights are learned from; a random sample of more.',
    kind: 'number',
    default: 1000,
    minimum: 20,
    maximum: 1e6,
  },
  sampleParam(5000),
  {
    name: 'releaseCompatible',
    description:
      'For study: the vote of the released code, whose weights are random because it cannot learn them.',
    kind: 'boolean',
    default: false,
  },
];

/**
 * AutoAL as the paper means it: a search network learns, on labels that were held out in turn, which candidate picks items
 * that cost a model much, and its weights decide the vote on the pool. Differs from paper and released code where those
 * cannot learn: soft choices, held-out losses, a penalty with a gradient. `find` looks up candidates.
 */
export function createAutoAl(find: FindStrategy): BatchStrategy {
  return {
    kind: 'batch',
    id: 'autoAl',
    title: 'AutoAL',
    description: 'Learns from your labels how much to listen to each of seven other strategies.',
    reference: 'Wang et al. 2025, AutoAL, section 3, with corrections.',
    needs: ['probabilities'],
    retrains: true,
    asks: (values) => candidatesOf(params, values, find),
    params,
    sampling: 'stochastic',
    selectBatch(given, k, rng) {
      const view = labelsByRow(given);
      const poolSize = view.candidates.length;
      if (poolSize === 0) return { rowIds: new Int32Array(0), utilities: new Float64Array(0) };
      return selectOnSample(view, { params, k, rng }, (part) => {
        const asked = askCandidates(candidatesOf(params, view.params, find), part, rng);
        return resolveParams(params, view.params)['releaseCompatible'] === true
          ? releasedSelection(part, k, { asked, rng })
          : searchSelection(part, k, { asked, rng, poolSize });
      });
    },
  };
}

interface Search {
  readonly asked: AskedCandidates;
  readonly rng: Rng;
}

function searchSelection(
  view: PoolView,
  k: number,
  { asked, rng, poolSize }: Search & { readonly poolSize: number },
): Selection {
  const { strategies, groups, ranks, batch } = asked;
  const ownRanks = groups.map(([first]) => ranks[first!]!);
  const soft = {
    candidates: groups.length,
    softNK: besideEachOther(ownRanks.map((own) => softChoices(own, batch))),
  };
  const equal = voteOnChoices(new Float64Array(soft.softNK.length), soft);
  const fallback = groups.length === 1 ? null : searchFallback(view);
  const isLearned = groups.length > 1 && fallback === null;
  const share = (view.batchSize ?? BATCH) / (view.labels.length + poolSize);
  const settings = resolveParams(params, view.params);
  const votes = isLearned
    ? voteOnChoices(
        candidateLogits(
          { view, strategies: groups.map(([first]) => strategies[first!]!), ranks: ownRanks, share },
          {
            labels: Math.floor(Number(settings['labels'])),
            steps: Math.floor(Number(settings['steps'])),
            losses: settings['losses'] as LossChoice,
            trunk: settings['trunk'] as TrunkChoice,
          },
          rng.fork('learning'),
        ),
        soft,
      )
    : equal;
  const ties = rng.fork('vote');
  const selection = castVote(
    view,
    k,
    {
      ...asked,
      weights: amongMembers(meanWeights(votes.weightsNK, groups.length), groups),
      contributions: amongMembers(votes.contributionsNK, groups),
      uniformOverlap: headShared([votes.contributionsNK, equal.contributionsNK], groups.length, batch, ties),
    },
    ties,
  );
  return { ...selection, ...(fallback !== null && { fallback }) };
}

/** The random weighted vote of the released code. */
function releasedSelection(view: PoolView, k: number, { asked, rng }: Search): Selection {
  const { ranks, batch, strategies } = asked;
  const traits = standardisedTraits(view, new Int32Array(0), rng.fork('traits')).pool;
  const probabilities = view.probabilities ?? new Float64Array(0);
  const items = searchItems(traits, { ranks, probabilities, shared: [] });
  const contributions = releaseVote(items, ranks, batch, rng.fork('release'));
  const weights = new Float64Array(strategies.length).fill(1 / strategies.length);
  const note = 'Release-compatible: the weights are random and learn nothing.';
  return castVote(view, k, { ...asked, groups: [], weights, contributions, note }, rng.fork('vote'));
}
