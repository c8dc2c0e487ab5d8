import type { LiveNetworks } from '../networks/liveNetwork.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { crossEntropies, crossEntropySlopes } from './crossEntropy.ts';
import type { FoldPlaces } from './crossFit.ts';
import { floored } from './fitNet.ts';
import type { FitNet } from './fitNet.ts';
import { freshTask } from './imageTrunk.ts';
import type { ImageTrunk } from './imageTrunk.ts';

/** Images of a step, as task models on pixels take them: what one costs does not grow with the labels. */
const BATCH = 32;
/** As task models on pixels are trained. */
const DROPOUT = 0.2;
const DECAY = 0.01;

export interface ImageFitNetOptions {
  /** Of the labeled images. */
  readonly labels: Int32Array;
  readonly classCount: number;
  readonly open: LiveNetworks['open'];
  readonly rng: Rng;
}

/**
 * FitNet from pixels: it has never seen the labels of its fold, in which it differs from embeddings of a task model that
 * has learned from all. Whoever gave `open` closes its network.
 */
export function createImageFitNet(
  trunk: ImageTrunk,
  { inside, outside }: FoldPlaces,
  { labels, classCount, open, rng }: ImageFitNetOptions,
): FitNet {
  const spec = trunk.specOf({ outputs: classCount, dropout: DROPOUT });
  const live = open(freshTask(spec, { weightDecay: DECAY, outputScale: 1, rng: rng.fork('start') }));
  const draws = rng.fork('batches');
  const seeds = rng.fork('dropout');
  const held = { images: gatherRows(trunk.labeled, inside), labels: inside.map((place) => labels[place]!) };
  return {
    step(importance) {
      const drawn = shuffledIndices(outside.length, draws).subarray(0, BATCH);
      const places = drawn.map((index) => outside[index]!);
      const batch = { rows: gatherRows(trunk.labeled, places), seed: seeds.integer(2 ** 32) };
      const each = Float64Array.from(drawn, (index) => floored(importance?.[index] ?? 1) / drawn.length);
      const logits = Float64Array.from(live.look(batch).logits);
      const own = places.map((place) => labels[place]!);
      const slopes = { logits: Float32Array.from(crossEntropySlopes(logits, own, each)) };
      live.step({ ...batch, slopes, part: 'network', rate: trunk.rate });
    },
    losses: () => crossEntropies(Float64Array.from(live.evaluate(held.images).logits), held.labels),
  };
}
