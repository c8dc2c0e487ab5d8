import type { ParamInfo } from '../../protocol/engine.ts';
import type { ResidualSpec } from '../networks/residualLayers.ts';
import type { ClassifierDefinition } from './classifier.ts';
import { fitNetwork } from './fitNetwork.ts';
import { imageShape } from './imageShape.ts';
import { resolveParams } from './params.ts';
import { imageTrainingParams, numberParam, trainingSettings, withDefaults } from './trainingParams.ts';

const STAGES = 4;
const BLOCKS = 2;
/** Channels of the first stage. */
const WIDTH = 64;

/** Its stages, each of twice the channels of the one before, and the blocks of each. */
export const resnet18Form = (width = WIDTH): Pick<ResidualSpec, 'widths' | 'blocks'> => ({
  widths: Array.from({ length: STAGES }, (_, stage) => width * 2 ** stage),
  blocks: BLOCKS,
});

/** The usual recipe for CIFAR-10 (200 epochs, a tenth of the learning rate at 160). */
const DEFAULTS = {
  epochs: 200,
  batchSize: 128,
  optimizer: 'sgd',
  learningRate: 0.1,
  decayAt: 0.8,
  weightDecay: 5e-4,
  patience: 0,
  heldOut: 0,
  augment: 'cropFlip',
};

const resnetParams: readonly ParamInfo[] = [
  numberParam('width', 'Channels of the first stage; each of the four has twice those of the one before.', [
    WIDTH,
    1,
    256,
  ]),
  ...withDefaults(imageTrainingParams, DEFAULTS).filter(({ name }) => name !== 'dropout'),
];

/** ResNet-18 in the form that is used for small images such as CIFAR's. */
export const resnet18: ClassifierDefinition = {
  id: 'resnet18',
  title: 'ResNet-18',
  description:
    'A deep residual network on the pixels of images: for thousands of labels, and for a graphics card.',
  reference:
    'He et al. 2016, Deep Residual Learning for Image Recognition; trained by SGD with momentum as in section 4.2.',
  gives: ['probabilities', 'decisionValues', 'embeddings', 'trainingEpochs'],
  isNetwork: true,
  input: 'pixels',
  params: resnetParams,
  fit(training, values, signal, listeners) {
    const params = resolveParams(resnetParams, values);
    const width = Math.round(Number(params['width']));
    return fitNetwork(training, {
      settings: trainingSettings(params),
      signal,
      listeners,
      title: 'A residual network',
      scaling: 'global',
      specOf: (inputs, outputs): ResidualSpec => ({
        kind: 'residual',
        ...imageShape(inputs),
        ...resnet18Form(width),
        outputs,
      }),
    });
  },
};
