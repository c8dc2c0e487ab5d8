import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { createDenseNetwork } from './denseNetwork.ts';
import { shannonEntropy } from './entropy.ts';
import { learnSides, likeLabeled } from './labeledDiscriminator.ts';
import { createMinimaxNetwork, learnMinimax, minimaxOutputs } from './minimaxNetwork.ts';
import { onSample } from './onSample.ts';
import { adversarialParams, boundedSides, layerWidth, scoreCandidates, trainOnSides } from './sideBatches.ts';
import type { PoolView, ScoringStrategy } from './strategy.ts';
import { trunkOf } from './trunk.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'latent',
    description: 'Numbers that an item is coded in.',
    kind: 'number',
    default: 32,
    minimum: 2,
    maximum: 512,
  },
  ...adversarialParams,
];

/** Step size of all three networks. */
const RATE = 1e-3;

/**
 * Minimax active learning: an encoder and a classifier of its own, trained on the labels and against each other on the
 * entropy of the pool, and a discriminator between labeled and other codes. Items that it finds unlabeled (D < 1/2) come
 * first, among them and among the others by entropy: utility H / ln C, and 1 more where D < 1/2. The encoder is the
 * `trunkOf` the view. Before two classes are labeled all items are alike.
 */
export const mal: ScoringStrategy = {
  kind: 'scoring',
  id: 'mal',
  title: 'Minimax (MAL)',
  description:
    'Items in doubt among those that a discriminator finds unlabeled; trains a network of its own.',
  reference: 'Ebrahimi et al. 2020, Minimax Active Learning.',
  needs: [],
  params,
  sampling: 'stochastic',
  utilities(view, rng) {
    if (new Set(view.labels).size < 2) return new Float64Array(view.candidates.length);
    return onSample(boundedSides(view, params), params, rng, (part) => doubtUnlabeled(part, rng));
  },
};

/** Of one item; `like`: how much it looks labeled. */
export const minimaxUtility = (like: number, entropy: number, classCount: number): number =>
  entropy / Math.log(classCount) + (like < 0.5 ? 1 : 0);

function doubtUnlabeled(view: PoolView, rng: Rng): Float64Array {
  const settings = resolveParams(params, view.params);
  const { labels, classCount, signal } = view;
  const trunk = trunkOf(view, rng.fork('sides'));
  const { sides } = trunk;
  const { columns } = sides.points;
  const width = layerWidth(Number(settings['width']), columns);
  const latent = Math.round(Number(settings['latent']));
  const weights = rng.fork('network');
  const encoder = trunk.network([width], latent, weights.fork('encoder'));
  const network = createMinimaxNetwork(encoder, { latent, classCount }, weights);
  const discriminator = createDenseNetwork([latent, width, width, 1], rng.fork('discriminator'));
  const cost = 3 * (2 * network.encoder.products + 2 * discriminator.products);
  const training = { steps: Number(settings['steps']), cost, rng: rng.fork('order'), signal };
  trainOnSides(sides, training, (batch) => {
    const classes = batch.places
      .subarray(0, batch.labeled)
      .map((place) => labels[sides.drawn[place - sides.candidates]!]!);
    learnMinimax(network, discriminator, { ...batch, classes });
    network.step(RATE);
    learnSides(discriminator, minimaxOutputs(network, batch.values).codes, batch);
    discriminator.step(RATE);
  });
  return scoreCandidates(sides, signal, (values) => {
    const { codes, probabilities } = minimaxOutputs(network, values);
    return likeLabeled(discriminator, codes).map((like, row) =>
      minimaxUtility(like, shannonEntropy(probabilities, row * classCount, classCount), classCount),
    );
  });
}
