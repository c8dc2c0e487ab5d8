import type { PresetInfo } from '../protocol/experiment.ts';
import { preset } from './preset.ts';
import type { SpecBody } from './preset.ts';

/** Draws of a posterior in another way; few, so that ten splits do not take a day. */
const bald = (posterior: string, params: SpecBody = {}) => ({
  id: 'bald',
  name: `bald, ${posterior}`,
  params: { posterior, draws: 5, ...params },
});

/** Bayesian, ensemble, gradient and representation strategies, beside plain ones and chance. */
const strategies = [
  ...['random', 'margin', 'entropy', 'kCenterGreedy', 'robustKCenter', 'coreSet'],
  ...['bald', 'powerBald', 'batchBald', 'meanStd', 'variationRatio'],
  ...['ensemble', 'snapshots', 'diverse', 'splitHead', 'bayes'].map((way) => bald(way)),
  bald('stochasticEnsemble', { networks: 3, draws: 9 }),
  { id: 'ensembleVariationRatio', name: 'ensembleVariationRatio', params: { members: 3 } },
  ...['badge', 'ddu', 'learningLoss', 'labelDispersion', 'uncGcn', 'coreGcn'],
  ...['vaal', 'waal', 'mal', 'selectionViaProxy'],
];

const body: SpecBody = {
  strategies,
  initial: 30,
  batch: 10,
  steps: 5,
  test: 400,
  reward: 0,
  dataSeeds: Array.from({ length: 10 }, (_, seed) => seed),
  seeds: [0],
  metric: 'accuracy',
};

/** Experiments on strategies for neural networks, in the order of the picker. */
export const networkPresets: readonly PresetInfo[] = [
  preset({
    id: 'networkStrategiesWaveform',
    title: 'Strategies for neural networks, waveform',
    description:
      'Bayesian, ensemble, gradient, adversarial and representation strategies; ten splits: an hour.',
    body: {
      ...body,
      datasets: [
        { name: 'waveform', generate: { id: 'waveform', params: { rows: 1500 } }, normalise: 'columns' },
      ],
      models: [{ id: 'mlp', params: { epochs: 40 } }],
    },
  }),
  preset({
    id: 'networkStrategiesGlyphs',
    title: 'Strategies for neural networks, drawn images',
    description: 'The same with the small convolutional network on generated images: hours.',
    body: {
      ...body,
      datasets: [{ name: 'glyphs', generate: { id: 'glyphs', params: { rows: 600, size: 12 } } }],
      models: [{ id: 'cnn', params: { epochs: 20, learningRate: 0.006 } }],
      initial: 25,
      steps: 6,
      test: 200,
    },
  }),
];
