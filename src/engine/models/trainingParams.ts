import type { ParamInfo } from '../../protocol/engine.ts';
import type { Augmentation, TrainingSchedule } from '../networks/networkRunner.ts';
import type { Optimizer } from '../networks/optimizer.ts';
import type { ParamValues } from './classifier.ts';
import { resolveParams } from './params.ts';

/** How a network is trained, whatever its layers are. */
export interface TrainingSettings {
  readonly schedule: TrainingSchedule;
  /** Share of the labels that say when to stop. */
  readonly heldOut: number;
  readonly classWeighted: boolean;
  readonly warmStart: boolean;
  readonly seed: number;
}

/** A parameter that is a number, with its default and range. */
export const numberParam = (
  name: string,
  description: string,
  [value, minimum, maximum]: [number, number, number],
) => ({ name, description, kind: 'number', default: value, minimum, maximum }) as const;

export const trainingParams: readonly ParamInfo[] = [
  numberParam('dropout', 'Share of hidden units that each training step leaves out.', [0.2, 0, 0.9]),
  numberParam('epochs', 'Passes over the labels, at most.', [100, 1, 10_000]),
  numberParam('batchSize', 'Labels of one training step.', [32, 1, 4096]),
  numberParam('learningRate', 'Length of a training step.', [0.01, 1e-6, 1]),
  {
    name: 'optimizer',
    description: 'What makes a step of a gradient: AdamW, or SGD with a momentum of 0.9.',
    kind: 'string',
    default: 'adamW',
    choices: ['adamW', 'sgd'] satisfies readonly Optimizer[],
  },
  numberParam('decayAt', 'Share of the epochs after which steps are a tenth as long; 1: never.', [1, 0, 1]),
  numberParam('weightDecay', 'How fast weights shrink that the labels do not ask for.', [0.01, 0, 10]),
  numberParam(
    'patience',
    'Epochs without improvement until training ends; 0: it never ends early.',
    [10, 0, 10_000],
  ),
  numberParam(
    'heldOut',
    'Share of the labels (of 300 or more) that only says when to stop; 0: the training loss does.',
    [0.1, 0, 0.5],
  ),
  {
    name: 'classWeighted',
    description: 'Every class counts alike in training, however rare.',
    kind: 'boolean',
    default: false,
  },
  {
    name: 'warmStart',
    description: 'A round goes on from the network of the round before; quicker, but depends on its history.',
    kind: 'boolean',
    default: false,
  },
  numberParam('seed', 'Decides the first weights, the order of labels and what is left out.', [
    0,
    0,
    2 ** 31 - 1,
  ]),
];

/** Of networks that look at images. */
export const imageTrainingParams: readonly ParamInfo[] = [
  ...trainingParams,
  {
    name: 'augment',
    description: 'cropFlip: every step sees images moved by up to an eighth, half of them left to right.',
    kind: 'string',
    default: 'none',
    choices: ['none', 'cropFlip'] satisfies readonly Augmentation[],
  },
];

/** `params` with other defaults. Throws RangeError for a name that none of them has. */
export function withDefaults(params: readonly ParamInfo[], defaults: ParamValues): readonly ParamInfo[] {
  const known = resolveParams(params, defaults);
  return params.map((param) => ({ ...param, default: known[param.name]! }));
}

/** The settings of `trainingParams`, all of which are set. */
export function trainingSettings(params: ParamValues): TrainingSettings {
  const number = (name: string): number => Number(params[name]);
  return {
    schedule: {
      epochs: Math.round(number('epochs')),
      batch: Math.round(number('batchSize')),
      learningRate: number('learningRate'),
      weightDecay: number('weightDecay'),
      patience: Math.round(number('patience')),
      optimizer: params['optimizer'] as Optimizer,
      decayAt: number('decayAt'),
      augment: (params['augment'] ?? 'none') as Augmentation,
    },
    heldOut: number('heldOut'),
    classWeighted: params['classWeighted'] === true,
    warmStart: params['warmStart'] === true,
    seed: number('seed'),
  };
}
