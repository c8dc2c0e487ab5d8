import type { LiveNetwork, LiveNetworks } from '../networks/liveNetwork.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { freshTask } from './imageTrunk.ts';
import type { ImageTrunk } from './imageTrunk.ts';
import { UNITS } from './lossModule.ts';
import { rankingLoss } from './rankingLoss.ts';
import { DECAY, DROPOUT, MODULE_SHARE } from './searchNetwork.ts';
import type { SearchNetwork } from './searchNetwork.ts';

/** A search network from pixels. */
export interface ImageSearch extends SearchNetwork {
  readonly live: LiveNetwork;
}

export interface ImageSearchOptions {
  /** K. */
  readonly candidates: number;
  /** Whether the loss module teaches the search network. */
  readonly withModule: boolean;
  readonly open: LiveNetworks['open'];
  readonly rng: Rng;
}

/**
 * A network of convolutions on the labeled images, as in the paper: what it sees of an item is its pixels and nothing
 * else, so that a candidate is worth something for how an item looks. Whoever gave `open` closes it.
 */
export function createImageSearch(trunk: ImageTrunk, options: ImageSearchOptions): ImageSearch {
  const { candidates, withModule, open, rng } = options;
  const spec = trunk.specOf({ outputs: candidates, dropout: DROPOUT, lossUnits: UNITS });
  // Small last weights: the candidates begin with nearly equal weights.
  const live = open(freshTask(spec, { weightDecay: DECAY, outputScale: 0.1, rng: rng.fork('search') }));
  const { rate } = trunk;
  const seeds = rng.fork('dropout');
  return {
    live,
    look(places, losses) {
      const batch = { rows: gatherRows(trunk.labeled, places), seed: seeds.integer(2 ** 32) };
      const outputs = live.look(batch);
      const moduleSlopes = (share: number): Float32Array => {
        // The batch is in random order already.
        const order = Int32Array.from(losses.keys());
        const predicted = Float64Array.from(outputs.predictedLosses!);
        return Float32Array.from(rankingLoss(predicted, losses, order).slopes, (slope) => share * slope);
      };
      return {
        logitsNK: Float64Array.from(outputs.logits),
        stepSearch(slopesNK) {
          const slopes = {
            ...(slopesNK && { logits: Float32Array.from(slopesNK) }),
            ...(withModule && { predictedLosses: moduleSlopes(MODULE_SHARE) }),
          };
          live.step({ ...batch, slopes, part: 'network', rate });
        },
        stepModule: () =>
          live.step({ ...batch, slopes: { predictedLosses: moduleSlopes(1) }, part: 'module', rate }),
      };
    },
  };
}
