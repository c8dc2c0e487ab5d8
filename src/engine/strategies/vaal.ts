import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { createDenseNetwork } from './denseNetwork.ts';
import { learnSides, likeLabeled } from './labeledDiscriminator.ts';
import { onSample } from './onSample.ts';
import { adversarialParams, boundedSides, layerWidth, scoreCandidates, trainOnSides } from './sideBatches.ts';
import type { PoolView, ScoringStrategy } from './strategy.ts';
import { trunkOf } from './trunk.ts';
import { coderLoss, createCoder, meansOf } from './variationalCoder.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'latent',
    description: 'Numbers that an item is coded in, but no more than it has features.',
    kind: 'number',
    default: 32,
    minimum: 1,
    maximum: 512,
  },
  ...adversarialParams,
];

/** Steps of the autoencoder for one of the discriminator, and the step size of both (Sinha et al. 2019, section 4). */
const [CODER_STEPS, RATE] = [2, 5e-4];

/**
 * Variational adversarial active learning: an autoencoder codes all items such that a discriminator cannot tell labeled
 * from other codes, the discriminator learns to; utility: 1 - D of an item's mean code. The encoder is the `trunkOf`
 * the view. Before anything is labeled all items are alike.
 */
export const vaal: ScoringStrategy = {
  kind: 'scoring',
  id: 'vaal',
  title: 'VAAL',
  description: 'Items whose code a discriminator can tell from those of labeled items; ignores the model.',
  reference: 'Sinha, Ebrahimi and Darrell 2019, Variational Adversarial Active Learning, algorithms 1 and 2.',
  needs: [],
  params,
  sampling: 'stochastic',
  utilities(view, rng) {
    if (view.labeledRows.length === 0) return new Float64Array(view.candidates.length);
    return onSample(boundedSides(view, params), params, rng, (part) =>
      likeLabeledByCode(part, rng).map((like) => 1 - like),
    );
  },
};

function likeLabeledByCode(view: PoolView, rng: Rng): Float64Array {
  const settings = resolveParams(params, view.params);
  const { sides, network } = trunkOf(view, rng.fork('sides'));
  const { columns } = sides.points;
  const width = layerWidth(Number(settings['width']), columns);
  const latent = Math.min(Math.round(Number(settings['latent'])), columns);
  const weights = rng.fork('coder');
  const encoder = network([width], 2 * latent, weights.fork('encoder'));
  const coder = createCoder(encoder, { columns, width, latent }, weights);
  const discriminator = createDenseNetwork([latent, width, width, 1], rng.fork('discriminator'));
  const draws = rng.fork('noise');
  const products = coder.encoder.products + coder.decoder.products;
  const cost = 3 * (CODER_STEPS * products + 2 * discriminator.products);
  const training = { steps: Number(settings['steps']), cost, rng: rng.fork('order'), signal: view.signal };
  trainOnSides(sides, training, (batch) => {
    for (let turn = 0; turn < CODER_STEPS; turn++) {
      const noise = new Float64Array(batch.places.length * latent).map(() => draws.normal());
      coderLoss(coder, discriminator, { ...batch, noise });
      coder.encoder.step(RATE);
      coder.decoder.step(RATE);
    }
    learnSides(discriminator, meansOf(coder, batch.values), batch);
    discriminator.step(RATE);
  });
  return scoreCandidates(sides, view.signal, (values) => likeLabeled(discriminator, meansOf(coder, values)));
}
