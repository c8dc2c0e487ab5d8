import {
  add,
  clone,
  dispose,
  div,
  mul,
  sigmoid,
  softplus,
  sub,
  tensor,
  tidy,
  variable,
} from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { rhoOf } from '../../engine/models/posterior/weightDistribution.ts';
import type { TrainingSchedule } from '../../engine/networks/networkRunner.ts';
import type { Rng } from '../../engine/numeric/rng.ts';
import { openSteps } from './optimizers.ts';
import type { Steps, TrainedParameter } from './optimizers.ts';

/** A parameter with the deviation of its prior, a normal of mean 0. */
export interface DistributedParameter extends TrainedParameter {
  readonly prior: number;
}

export interface BayesPlan {
  readonly schedule: TrainingSchedule;
  /** Rows of an epoch. */
  readonly rows: number;
  readonly rng: Rng;
}

/** Where deviations start, as a share of the prior's: learning begins nearly as without distributions. */
const FIRST_SHARE = 0.1;

/**
 * Bayes by backprop (Blundell et al. 2015, section 3.2): the network computes with a draw of each parameter, mean +
 * ln(1 + exp(rho)) noise, and a step moves means and rhos by the gradient at the draw and by that of the divergence from
 * the prior, then draws again. The loss is a mean over a mini-batch's rows: its sum plus the divergence over the number
 * of mini-batches, divided by its rows, is the loss plus the divergence over all rows. The prior stands for weight decay.
 */
export function openBayesSteps(parameters: readonly DistributedParameter[], plan: BayesPlan): Steps {
  const { schedule, rows, rng } = plan;
  const means = parameters.map(({ value }) => tidy(() => variable(clone(value))));
  const rhos = parameters.map(({ value, prior }) =>
    tidy(() => variable(add(mul(value, 0), rhoOf(FIRST_SHARE * prior)))),
  );
  const moved = [...means, ...rhos].map((value) => ({ kind: 'biases', value }) as const);
  const inner = openSteps({ ...schedule, weightDecay: 0 }, moved);
  let noise: Tensor[] = [];
  const draw = (): void => {
    dispose(noise);
    noise = [];
    for (const { value } of parameters) {
      noise.push(
        tensor(
          Float32Array.from({ length: value.size }, () => rng.normal()),
          value.shape,
        ),
      );
    }
    parameters.forEach(({ value }, index) =>
      tidy(() => value.assign(add(means[index]!, mul(softplus(rhos[index]!), noise[index]!)))),
    );
  };
  draw();
  return {
    step(gradients, rate) {
      const slopes = tidy(() => slopesOf({ gradients, parameters, means, rhos, noise, rows }));
      try {
        inner.step(slopes, rate);
      } finally {
        dispose(slopes);
      }
      draw();
    },
    distributions: () => [means.map((mean) => clone(mean)), rhos.map((rho) => softplus(rho))],
    dispose() {
      inner.dispose();
      dispose([...means, ...rhos, ...noise]);
    },
  };
}

interface Slopes {
  /** At the draw. */
  readonly gradients: readonly Tensor[];
  readonly parameters: readonly DistributedParameter[];
  readonly means: readonly Tensor[];
  readonly rhos: readonly Tensor[];
  readonly noise: readonly Tensor[];
  readonly rows: number;
}

/** By the means, then by the rhos. */
function slopesOf({ gradients, parameters, means, rhos, noise, rows }: Slopes): Tensor[] {
  const byMean = parameters.map(({ prior }, index) =>
    add(gradients[index]!, mul(means[index]!, 1 / (prior ** 2 * rows))),
  );
  const byRho = parameters.map(({ prior }, index) => {
    const deviation = softplus(rhos[index]!);
    const divergence = sub(mul(deviation, 1 / (prior ** 2 * rows)), div(1 / rows, deviation));
    return mul(add(mul(gradients[index]!, noise[index]!), divergence), sigmoid(rhos[index]!));
  });
  return [...byMean, ...byRho];
}
