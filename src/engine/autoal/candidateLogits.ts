import { withLiveNetworks } from '../networks/liveNetwork.ts';
import { providedNetworks } from '../networks/providedNetworks.ts';
import type { Rng } from '../numeric/rng.ts';
import type { PoolView, Strategy } from '../strategies/strategy.ts';
import { crossFit } from './crossFit.ts';
import type { CrossFit, FoldPlaces } from './crossFit.ts';
import { createDenseSearch } from './denseSearch.ts';
import { createFitNet } from './fitNet.ts';
import type { FitNet } from './fitNet.ts';
import { createImageFitNet } from './imageFitNet.ts';
import { createImageSearch } from './imageSearch.ts';
import type { ImageSearchOptions } from './imageSearch.ts';
import { imageTrunk } from './imageTrunk.ts';
import type { ImageTrunkChoice, TrunkChoice } from './imageTrunk.ts';
import { searchItems, standardisedTraits } from './itemTraits.ts';
import { learnSearch } from './learnSearch.ts';
import type { LossChoice } from './learnSearch.ts';
import { runForward } from './perceptron.ts';
import type { SearchNetwork } from './searchNetwork.ts';
import { besideEachOther } from './softChoices.ts';

export interface SearchSettings {
  /** Labels that the search looks at; a sample of more. */
  readonly labels: number;
  readonly steps: number;
  readonly losses: LossChoice;
  /** What looks at images; of no meaning where the features are no pixels. */
  readonly trunk: TrunkChoice;
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

/** The networks of a search, on items that are looked at in one way. */
interface SearchNets {
  readonly search: SearchNetwork;
  readonly fitNetOf: (places: FoldPlaces, rng: Rng) => FitNet;
  /** What the search network gives for the pool, m x strategies. */
  readonly poolLogits: () => Float64Array;
}

/**
 * What the search network, learned from the labels, gives for each candidate on each item of the pool: logits, m x
 * strategies. Throws as `crossFit` does.
 */
export function candidateLogits(input: SearchInput, settings: SearchSettings, rng: Rng): Float64Array {
  const { view, strategies, share } = input;
  const { onProgress, signal } = view;
  const told = (stage: 'candidates' | 'training', fraction: number) => onProgress?.(stage, fraction);
  const fitted = crossFit(view, strategies, {
    most: settings.labels,
    share,
    rng: rng.fork('crossFit'),
    onFold: (done, folds) => told('candidates', done / folds),
  });
  const learn = ({ search, fitNetOf, poolLogits }: SearchNets): Float64Array => {
    const problem = {
      candidates: strategies.length,
      softNK: besideEachOther(fitted.choices),
      share: fitted.share,
      folds: fitted.folds.map((places, fold) => ({
        ...places,
        net: fitNetOf(places, rng.fork(`fitNet ${fold}`)),
      })),
    };
    learnSearch(search, problem, {
      ...settings,
      rng: rng.fork('search'),
      signal,
      onProgress: (fraction) => told('training', fraction),
    });
    return poolLogits();
  };
  const { trunk, losses } = settings;
  if (view.pixels !== true || trunk === 'embeddings') return learn(denseNets(input, fitted, rng));
  return withLiveNetworks(providedNetworks(), (open) =>
    learn(imageNets(input, fitted, { trunk, withModule: losses !== 'search', open, rng })),
  );
}

interface ImageNetsOptions extends Pick<ImageSearchOptions, 'withModule' | 'open' | 'rng'> {
  readonly trunk: ImageTrunkChoice;
}

/** Networks of convolutions on pixels. */
function imageNets({ view, ranks }: SearchInput, fitted: CrossFit, options: ImageNetsOptions): SearchNets {
  const { open, rng } = options;
  const trunk = imageTrunk(view, fitted.rows, options.trunk);
  const known = { labels: fitted.labels, classCount: view.classCount, open };
  const candidates = ranks.length;
  const search = createImageSearch(trunk, { ...options, candidates, rng: rng.fork('search') });
  return {
    search,
    fitNetOf: (places, draws) => createImageFitNet(trunk, places, { ...known, rng: draws }),
    poolLogits: () => Float64Array.from(search.live.evaluate(trunk.pool).logits),
  };
}

/** Networks on features or embeddings, and on what candidates and task model say of the items. */
function denseNets({ view, ranks }: SearchInput, fitted: CrossFit, rng: Rng): SearchNets {
  const traits = standardisedTraits(view, fitted.rows, rng.fork('traits'));
  const shared = sharedState(view);
  const items = searchItems(traits.labeled, { ...fitted, shared });
  const search = createDenseSearch(items, ranks.length, rng.fork('search'));
  const labeled = { rows: traits.labeled, labels: fitted.labels, classCount: view.classCount };
  // Of the task models, logistic regression alone gives gradients of single items.
  const isLinear = view.model?.lossGradients !== undefined;
  return {
    search,
    fitNetOf: (places, draws) => createFitNet(labeled, places, { isLinear, rng: draws }),
    poolLogits() {
      const pool = searchItems(traits.pool, { ranks, probabilities: view.probabilities!, shared });
      return runForward(search.perceptron, pool).at(-1)!.data.slice();
    },
  };
}

/** How far labeling is: the share that is labeled, and batches so far, squeezed into 0 to 1. */
function sharedState({ labels, candidates, round = 0 }: PoolView): readonly number[] {
  return [labels.length / Math.max(1, labels.length + candidates.length), round / (round + 10)];
}
