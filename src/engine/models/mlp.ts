import type { ClassifierDefinition } from './classifier.ts';
import { fitNetwork } from './fitNetwork.ts';
import { mlpParams, mlpSettings } from './mlpParams.ts';

/** A perceptron with hidden layers. */
export const mlp: ClassifierDefinition = {
  id: 'mlp',
  title: 'Neural network',
  description: 'A multi-layer perceptron: boundaries of any shape, from more labels and in more time.',
  reference:
    'Rumelhart, Hinton and Williams 1986; trained by AdamW (Loshchilov and Hutter 2019) with dropout (Srivastava et al. 2014).',
  gives: ['probabilities', 'decisionValues', 'embeddings', 'trainingEpochs'],
  isNetwork: true,
  params: mlpParams,
  fit(training, params, signal, listeners) {
    const { hidden, dropout, ...settings } = mlpSettings(params);
    return fitNetwork(training, {
      settings,
      signal,
      listeners,
      title: 'A neural network',
      specOf: (inputs, outputs) => ({ kind: 'perceptron', inputs, hidden, outputs, dropout }),
    });
  },
};
