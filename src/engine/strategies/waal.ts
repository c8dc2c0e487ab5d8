import { resolveParams } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { asSeen } from './asSeen.ts';
import { createCritic, learnDistance, likePool } from './critic.ts';
import { mapProbabilities } from './mapProbabilities.ts';
import { onSample } from './onSample.ts';
import {
  adversarialParams,
  boundedSides,
  evenRows,
  layerWidth,
  scoreCandidates,
  trainOnSides,
} from './sideBatches.ts';
import type { PoolView, ScoringStrategy } from './strategy.ts';
import { trunkOf } from './trunk.ts';

/** Weight of the critic beside the doubt, as released by the authors. */
const CRITIC_WEIGHT = 10;
/** Step size of the critic. */
const RATE = 1e-3;

/**
 * Wasserstein adversarial active learning: doubt, by bounds of the loss whatever the label, and distance from the labeled
 * items, by a critic on what the task model makes of the items, or on pixels themselves (`trunkOf` the view). Utility:
 * - (1/2 |ln p|_2 + 1/2 |ln p|_1) + 10 critic. The paper trains the task model's features against the critic as well; here
 * they stay as they are, so that any model can serve.
 */
export const waal: ScoringStrategy = {
  kind: 'scoring',
  id: 'waal',
  title: 'WAAL',
  description: 'Items in doubt that also lie far from everything labeled, by the critic of a second network.',
  reference: 'Shui et al. 2020, Deep Active Learning: Unified and Principled Method for Query and Training.',
  needs: ['probabilities'],
  params: adversarialParams,
  sampling: 'stochastic',
  utilities: (view, rng) =>
    onSample(boundedSides(view, adversarialParams), adversarialParams, rng, (part) => {
      const doubt = mapProbabilities(part, negativeLossBound);
      if (part.labeledRows.length === 0 || part.candidates.length === 0) return doubt;
      return critique(part, rng).map((value, index) => doubt[index]! + CRITIC_WEIGHT * value);
    }),
};

/** - (1/2 |ln p|_2 + 1/2 |ln p|_1): largest where all classes are equally probable. */
export function negativeLossBound(probabilities: Float64Array, start: number, classCount: number): number {
  let squares = 0;
  let sum = 0;
  for (let index = start; index < start + classCount; index++) {
    const loss = -Math.log(Math.max(1e-12, probabilities[index]!));
    squares += loss * loss;
    sum += loss;
  }
  return -(Math.sqrt(squares) + sum) / 2;
}

function critique(view: PoolView, rng: Rng): Float64Array {
  const { steps, width } = resolveParams(adversarialParams, view.params);
  const { sides, network } = trunkOf(view, rng.fork('sides'), (rows) => evenRows(asSeen(view, rows), rng));
  const units = layerWidth(Number(width), sides.points.columns);
  const draws = rng.fork('critic');
  const critic = createCritic(network([units, units], 1, draws.fork('weights')), draws);
  const cost = 3 * critic.network.products;
  const training = { steps: Number(steps), cost, rng: rng.fork('order'), signal: view.signal };
  trainOnSides(sides, training, (batch) => {
    learnDistance(critic, batch.values, batch);
    critic.network.step(RATE);
    critic.bound();
  });
  return scoreCandidates(sides, view.signal, (values) => likePool(critic, values));
}
