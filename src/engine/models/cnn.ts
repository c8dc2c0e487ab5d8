import type { ParamInfo } from '../../protocol/engine.ts';
import type { ConvolutionSpec } from '../networks/networkSpec.ts';
import type { ClassifierDefinition } from './classifier.ts';
import { fitNetwork } from './fitNetwork.ts';
import { imageShape } from './imageShape.ts';
import { resolveParams } from './params.ts';
import { imageTrainingParams, numberParam, trainingSettings, withDefaults } from './trainingParams.ts';

const cnnParams: readonly ParamInfo[] = [
  numberParam('blocks', 'Convolutions, each of which halves the side of the image.', [3, 1, 5]),
  numberParam(
    'filters',
    'Filters of the first block; each block has twice those of the one before.',
    [8, 1, 256],
  ),
  numberParam('width', 'Units of the hidden layer behind the blocks.', [64, 1, 2048]),
  ...withDefaults(imageTrainingParams, { learningRate: 0.003 }),
];

/** A small convolutional network on the pixels of images. */
export const cnn: ClassifierDefinition = {
  id: 'cnn',
  title: 'Convolutional network',
  description:
    'Learns from the pixels of images which shapes matter: a few dozen labels of a class, and more time.',
  reference:
    'LeCun et al. 1998; trained by AdamW (Loshchilov and Hutter 2019) with dropout (Srivastava et al. 2014).',
  gives: ['probabilities', 'decisionValues', 'embeddings', 'trainingEpochs'],
  isNetwork: true,
  input: 'pixels',
  params: cnnParams,
  fit(training, values, signal, listeners) {
    const params = resolveParams(cnnParams, values);
    const number = (name: string): number => Number(params[name]);
    const blocks = Math.round(number('blocks'));
    return fitNetwork(training, {
      settings: trainingSettings(params),
      signal,
      listeners,
      title: 'A convolutional network',
      scaling: 'global',
      specOf: (inputs, outputs): ConvolutionSpec => ({
        kind: 'convolution',
        ...imageShape(inputs),
        filters: Array.from({ length: blocks }, (_, block) => Math.round(number('filters')) * 2 ** block),
        hidden: [Math.round(number('width'))],
        outputs,
        dropout: number('dropout'),
      }),
    });
  },
};
