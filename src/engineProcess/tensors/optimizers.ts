import { AdamOptimizer, add, dispose, mul, tidy, variable, zerosLike } from '@tensorflow/tfjs-core';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { TrainingSchedule } from '../../engine/networks/networkRunner.ts';
import type { ParameterKind } from '../../engine/networks/networkSpec.ts';

/** Changes parameters by their gradients. */
export interface Steps {
  /** Gradients in the order of the parameters. */
  readonly step: (gradients: readonly Tensor[], learningRate: number) => void;
  readonly dispose: () => void;
  /** Where distributions are learned: their means and deviations, in the order of the parameters; new tensors. */
  readonly distributions?: () => readonly [means: readonly Tensor[], deviations: readonly Tensor[]];
}

export interface TrainedParameter {
  readonly kind: ParameterKind;
  readonly value: Variable;
}

const MOMENTUM = 0.9;

/** What an optimiser has to know. */
export type StepSchedule = Pick<TrainingSchedule, 'optimizer' | 'learningRate' | 'weightDecay'>;

/** The optimiser that `schedule` asks for. */
export const openSteps = (schedule: StepSchedule, parameters: readonly TrainedParameter[]): Steps =>
  schedule.optimizer === 'sgd' ? sgd(schedule, parameters) : adamW(schedule, parameters);

class RatedAdam extends AdamOptimizer {
  set rate(rate: number) {
    this.learningRate = rate;
  }
}

function adamW({ learningRate, weightDecay }: StepSchedule, parameters: readonly TrainedParameter[]): Steps {
  const adam = new RatedAdam(learningRate, 0.9, 0.999);
  const shrinking = parameters.filter(({ kind }) => kind === 'weights' || kind === 'filters');
  return {
    step(gradients, rate) {
      adam.rate = rate;
      const factor = 1 - Math.min(1, rate * weightDecay);
      tidy(() => {
        if (weightDecay > 0) for (const { value } of shrinking) value.assign(mul(value, factor));
        adam.applyGradients(
          parameters.map(({ value: { name } }, place) => ({ name, tensor: gradients[place]! })),
        );
      });
    },
    dispose: () => adam.dispose(),
  };
}

function sgd({ weightDecay }: StepSchedule, parameters: readonly TrainedParameter[]): Steps {
  const velocities = parameters.map(({ value }) => tidy(() => variable(zerosLike(value), false)));
  return {
    step(gradients, rate) {
      parameters.forEach(({ value }, place) =>
        tidy(() => {
          const slope =
            weightDecay === 0 ? gradients[place]! : add(gradients[place]!, mul(value, weightDecay));
          const velocity = velocities[place]!;
          velocity.assign(add(mul(velocity, MOMENTUM), slope));
          value.assign(add(value, mul(velocity, -rate)));
        }),
      );
    },
    dispose: () => dispose(velocities),
  };
}
