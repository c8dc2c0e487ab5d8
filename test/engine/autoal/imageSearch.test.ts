import { beforeAll, describe, expect, it } from 'vitest';
import type { FitNet } from '../../../src/engine/autoal/fitNet.ts';
import { createImageFitNet } from '../../../src/engine/autoal/imageFitNet.ts';
import { createImageSearch } from '../../../src/engine/autoal/imageSearch.ts';
import { imageTrunk } from '../../../src/engine/autoal/imageTrunk.ts';
import type { ImageTrunk } from '../../../src/engine/autoal/imageTrunk.ts';
import { learnSearch } from '../../../src/engine/autoal/learnSearch.ts';
import type { LossChoice } from '../../../src/engine/autoal/learnSearch.ts';
import { meanWeights, voteOnChoices } from '../../../src/engine/autoal/searchLoss.ts';
import { besideEachOther, softChoices } from '../../../src/engine/autoal/softChoices.ts';
import { withLiveNetworks } from '../../../src/engine/networks/liveNetwork.ts';
import type { NetworkRunner } from '../../../src/engine/networks/networkRunner.ts';
import { inputWidth, parameterPlaces, seenWidths } from '../../../src/engine/networks/networkSpec.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { rankNormalised } from '../../../src/engine/votes/rankNormalised.ts';
import { openNetworksHere } from '../../engineProcess/tensors/networksHere.ts';
import { normalMatrix } from '../syntheticData.ts';

let networks: NetworkRunner;
beforeAll(async () => {
  networks = (await openNetworksHere()).runner;
});

const SIDE = 6;
const LABELED = 48;
const all = Int32Array.from({ length: LABELED }, (_, row) => row);
/** Items of the fold that FitNet does not learn from. */
const INSIDE = 14;
const isBright = (row: number): boolean => row % 2 === 1;

/** Grey noise, in every second image a bright upper half. */
function imageView(rows = LABELED, side = SIDE, channels = 1): PoolView {
  const features = normalMatrix(rows, side * side * channels, 1);
  for (let row = 0; row < rows; row++) {
    const from = row * features.columns;
    for (let pixel = 0; pixel < features.columns / 2; pixel++) {
      features.data[from + pixel]! += isBright(row) ? 3 : 0;
    }
  }
  const rest = { labeledRows: all, labels: all.map((row) => row % 2), classCount: 2, params: {} };
  return { ...rest, features, candidates: new Int32Array(0), pixels: true };
}

const trunk = (): ImageTrunk => imageTrunk(imageView(), all, 'cnn');

const losses = (() => {
  const rng = createRng(8);
  return new Float64Array(LABELED).map(() => -Math.log(1 - rng.uniform()));
})();

/** What three candidates say; the first knows what an item will cost, of those that `knows` names. */
function problemOf(knows: (row: number) => boolean) {
  const rng = createRng(9);
  const guesses = () => losses.map((loss) => loss * 0 - Math.log(1 - rng.uniform()));
  const first = guesses().map((guess, row) => (knows(row) ? losses[row]! : guess));
  const second = guesses().map((guess, row) => (knows(row) ? guess : losses[row]!));
  const ranks = [first, second, guesses()].map((own) => rankNormalised(own));
  const net: FitNet = { step: () => undefined, losses: () => losses };
  return {
    candidates: 3,
    softNK: besideEachOther(ranks.map((own) => softChoices(own, LABELED / 6))),
    share: 1 / 6,
    folds: [{ inside: all, outside: all, net }],
  };
}

/** Logits of the labeled images. */
function logitsOf(
  problem: ReturnType<typeof problemOf>,
  seed: number,
  choice: LossChoice = 'both',
  steps = 120,
) {
  const rng = createRng(seed);
  const seen = trunk();
  return withLiveNetworks(networks, (open) => {
    const search = createImageSearch(seen, { candidates: 3, withModule: choice !== 'search', open, rng });
    learnSearch(search, problem, { steps, losses: choice, rng });
    return Float64Array.from(search.live.evaluate(seen.labeled).logits);
  });
}

describe('a search network on pixels', () => {
  it.each([1, 2, 3])('gives the candidate that knows the losses the largest weight, seed %i', (seed) => {
    const problem = problemOf(() => true);
    const { weightsNK } = voteOnChoices(logitsOf(problem, seed), problem);
    const [first, ...others] = meanWeights(weightsNK, 3);
    expect(first).toBeGreaterThan(Math.max(...others) + 0.1);
  });

  it('learns from how an item looks whom to believe', () => {
    const problem = problemOf(isBright);
    const { weightsNK } = voteOnChoices(logitsOf(problem, 1, 'both', 240), problem);
    const lead = (bright: boolean) =>
      [...all]
        .filter((row) => isBright(row) === bright)
        .reduce((sum, row) => sum + weightsNK[3 * row]! - weightsNK[3 * row + 1]!, 0);
    expect(lead(true)).toBeGreaterThan(1);
    expect(lead(false)).toBeLessThan(-1);
  });

  it('learns the same under the same seed, and another network from each choice of losses', () => {
    const problem = problemOf(() => true);
    const learned = (choice: LossChoice, seed = 1) => logitsOf(problem, seed, choice, 12);
    const both = learned('both');
    expect(learned('both')).toEqual(both);
    expect(learned('both', 2)).not.toEqual(both);
    const [search, module] = [learned('search'), learned('lossModule')];
    expect(search).not.toEqual(both);
    expect(module).not.toEqual(both);
    expect(module).not.toEqual(search);
  });

  it('sees shrunk images, a part of which is the pool, or with ResNet-18 whole ones', () => {
    const view = { ...imageView(60, 20, 3), candidates: Int32Array.from([50, 55]) };
    const small = imageTrunk(view, all, 'cnn');
    expect([small.labeled.rows, small.labeled.columns]).toEqual([LABELED, 10 * 10 * 3]);
    expect([small.pool.rows, small.pool.columns]).toEqual([2, 10 * 10 * 3]);
    const head = { outputs: 7, dropout: 0.1, lossUnits: 16 };
    expect(inputWidth(small.specOf(head))).toBe(300);
    expect(seenWidths(small.specOf(head))).toEqual([8, 16, 32]);
    const whole = imageTrunk(view, all, 'resnet18');
    expect([whole.pool.rows, whole.pool.columns]).toEqual([2, 20 * 20 * 3]);
    const deep = whole.specOf(head);
    expect(inputWidth(deep)).toBe(1200);
    expect(seenWidths(deep)).toEqual([64, 128, 256, 512]);
    expect(parameterPlaces(deep).find(({ layer }) => layer === 'dense1')!.shape).toEqual([512, 7]);
    expect(() => imageTrunk({ ...view, features: normalMatrix(60, 5, 1) }, all, 'cnn')).toThrow(/square/);
  });
});

it('takes a step of a search with ResNet-18, which changes what it gives', () => {
  const seen = imageTrunk(imageView(LABELED, 8), all, 'resnet18');
  const places = Int32Array.of(0, 1, 2, 3);
  const [before, after] = withLiveNetworks(networks, (open) => {
    const search = createImageSearch(seen, { candidates: 3, withModule: true, open, rng: createRng(1) });
    const look = search.look(places, losses.subarray(0, 4));
    expect(look.logitsNK).toHaveLength(12);
    look.stepSearch(look.logitsNK.map((logit) => logit / 4));
    search.look(places, losses.subarray(0, 4)).stepModule();
    return [look.logitsNK, search.look(places, losses.subarray(0, 4)).logitsNK];
  });
  expect(after.every(Number.isFinite)).toBe(true);
  expect(after).not.toEqual(before);
});

describe('FitNet on pixels', () => {
  const inside = all.filter((row) => row < INSIDE);
  const outside = all.filter((row) => row >= INSIDE);
  const lossesWith = (labels: Int32Array, importance?: Float64Array, steps = 40) =>
    withLiveNetworks(networks, (open) => {
      const options = { labels, classCount: 2, open, rng: createRng(3) };
      const net = createImageFitNet(trunk(), { inside, outside }, options);
      for (let step = 0; step < steps; step++) net.step(importance);
      return net.losses();
    });
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value / values.length, 0);

  it('learns what images have in common, and never the labels of its own fold', () => {
    const labels = all.map((row) => row % 2);
    const found = lossesWith(labels);
    expect(mean(found)).toBeLessThan(0.3);
    const flipped = lossesWith(labels.map((label, row) => (row < INSIDE ? 1 - label : label)));
    // The probabilities of both classes, from one and the same network.
    found.forEach((loss, index) => expect(Math.exp(-loss) + Math.exp(-flipped[index]!)).toBeCloseTo(1, 6));
  });

  it('learns more of what counts more', () => {
    // Labels that say nothing of the image: all there is to learn is how often each comes.
    const labels = all.map((row) => (row % 4 < 2 ? 0 : 1));
    const importance = Float64Array.from(outside, (row) => (labels[row] === 1 ? 1.8 : 0.2));
    const ofOnes = (found: Float64Array) => mean(found.filter((_, index) => labels[inside[index]!] === 1));
    expect(ofOnes(lossesWith(labels, importance, 15))).toBeLessThan(
      ofOnes(lossesWith(labels, undefined, 15)) - 0.1,
    );
  });
});
