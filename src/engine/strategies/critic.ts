import { logistic } from '../numeric/logistic.ts';
import type { Rng } from '../numeric/rng.ts';
import type { DenseLayer, LayeredNetwork } from './denseNetwork.ts';
import { shareOf } from './labeledDiscriminator.ts';
import type { TwoSides } from './labeledDiscriminator.ts';

/** A network whose one output is large for rows of the pool and small for labeled ones, and cannot be steep. */
export interface Critic {
  readonly network: LayeredNetwork;
  /** Scales layers down such that none can lengthen a difference; called after each step. */
  bound(): void;
}

/**
 * The critic of a Wasserstein distance has to be 1-Lipschitz. Its layers are kept to a spectral norm of 1 (by power
 * iteration, as Miyato et al. 2018 estimate it) where Shui et al. penalise gradients; the filters of convolutions, which
 * read a pixel at up to r places, to one of 1 / sqrt(r). `network` has one output.
 */
export function createCritic(network: LayeredNetwork, rng: Rng): Critic {
  const draws = rng.fork('power');
  const starts = network.layers.map(({ outputs }) =>
    Float64Array.from({ length: outputs }, () => draws.normal()),
  );
  const bound = () => network.layers.forEach((layer, index) => boundLayer(layer, starts[index]!));
  // The first estimate comes from chance; the weights change little from one to the next.
  for (let turn = 0; turn < 20; turn++) bound();
  return { network, bound };
}

/** One turn of the power iteration, which goes on from `left`. */
function boundLayer({ inputs, outputs, weights, readers = 1 }: DenseLayer, left: Float64Array): void {
  const right = new Float64Array(inputs);
  for (let unit = 0; unit < outputs; unit++) {
    for (let index = 0; index < inputs; index++)
      right[index]! += left[unit]! * weights[unit * inputs + index]!;
  }
  normalise(right);
  for (let unit = 0; unit < outputs; unit++) {
    let sum = 0;
    for (let index = 0; index < inputs; index++) sum += weights[unit * inputs + index]! * right[index]!;
    left[unit] = sum;
  }
  const norm = normalise(left) * Math.sqrt(readers);
  if (norm > 1) for (let index = 0; index < weights.length; index++) weights[index]! /= norm;
}

/** Brings a vector to length 1 and returns the length it had; one of zeros stays. */
function normalise(values: Float64Array): number {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  if (length > 0) for (let index = 0; index < values.length; index++) values[index]! /= length;
  return length;
}

/** How much each row looks like the pool, in (0, 1). */
export const likePool = ({ network }: Critic, values: Float64Array): Float64Array =>
  network.forward(values).at(-1)!.map(logistic);

/** Mean over the labeled rows minus mean over those of the pool, which the critic minimises; adds its gradient. */
export function learnDistance({ network }: Critic, values: Float64Array, sides: TwoSides): number {
  const trace = network.forward(values);
  let loss = 0;
  const slopes = trace.at(-1)!.map((logit, row) => {
    const value = logistic(logit);
    const share = (row < sides.labeled ? 1 : -1) * shareOf(sides, row);
    loss += share * value;
    return share * value * (1 - value);
  });
  network.backward(trace, slopes, 'gradient');
  return loss;
}
