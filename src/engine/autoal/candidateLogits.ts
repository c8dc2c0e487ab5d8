import type { Rng } from '../numeric/rng.ts';
import type { PoolView, Strategy } from '../strategies/strategy.ts';
import { crossFit } from './crossFit.ts';
import type { CrossFit } from './crossFit.ts';
import { createFitNet } from './fitNet.ts';
import { searchItems, standardisedTraits } from './itemTraits.ts';
import { learnSearch } from './learnSearch.ts';
import type { LossChoice, SearchProblem } from './learnSearch.ts';
import { runForward } from './perceptron.ts';
import { besideEachOther } from './softChoices.ts';

export interface SearchSettings {
  /** Labels that the search looks at; a sample of more. */
  readonly labels: number;
  readonly steps: number;
  readonly losses: LossChoice;
}

export interface SearchInput {
  readonly view: PoolView;
  /** One for each group of candidates that rank alike. */
  readonly strategies: readonly Strategy[];
  /** What each says of the pool: arrays of length m. */
  readonly ranks: readonly Float64Array[];
  /** Share of labels and pool that is labeled next. */
  readonly share: number;
}

/**
 * What the search network, learned from the labels, gives for each candidate on each item of the pool: logits, m x
 * strategies. Throws as `crossFit` does.
 */
export function candidateLogits(input: SearchInput, settings: SearchSettings, rng: Rng): Float64Array {
  const { view, strategies, ranks, share } = input;
  const { onProgress, signal, probabilities } = view;
  const told = (stage: 'candidates' | 'training', fraction: number) => onProgress?.(stage, fraction);
  const fitted = crossFit(view, strategies, {
    most: settings.labels,
    share,
    rng: rng.fork('crossFit'),
    onFold: (done, folds) => told('candidates', done / folds),
  });
  const traits = standardisedTraits(view, fitted.rows, rng.fork('traits'));
  const shared = sharedState(view);
  const items = searchItems(traits.labeled, { ...fitted, shared });
  const problem = { ...searchProblem(view, fitted, { traits: traits.labeled, rng }), items };
  const search = learnSearch(problem, {
    ...settings,
    rng: rng.fork('search'),
    signal,
    onProgress: (fraction) => told('training', fraction),
  });
  const pool = searchItems(traits.pool, { ranks, probabilities: probabilities!, shared });
  return runForward(search, pool).at(-1)!.data.slice();
}

function searchProblem(
  { model, classCount }: PoolView,
  { labels, folds, choices, share }: CrossFit,
  { traits, rng }: { readonly traits: ReturnType<typeof standardisedTraits>['labeled']; readonly rng: Rng },
): Omit<SearchProblem, 'items'> {
  // Of the task models, logistic regression alone gives gradients of single items.
  const isLinear = model?.lossGradients !== undefined;
  return {
    candidates: choices.length,
    softNK: besideEachOther(choices),
    share,
    folds: folds.map((places, fold) => ({
      ...places,
      net: createFitNet({ rows: traits, labels, classCount }, places, {
        isLinear,
        rng: rng.fork(`fitNet ${fold}`),
      }),
    })),
  };
}

/** How far labeling is: the share that is labeled, and batches so far, squeezed into 0 to 1. */
function sharedState({ labels, candidates, round = 0 }: PoolView): readonly number[] {
  return [labels.length / Math.max(1, labels.length + candidates.length), round / (round + 10)];
}
