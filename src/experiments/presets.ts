import type { PresetInfo } from '../protocol/experiment.ts';
import { autoAlPresets } from './autoAlPresets.ts';
import { networkPresets } from './networkPresets.ts';
import { preset } from './preset.ts';
import type { SpecBody } from './preset.ts';

const npal: SpecBody = {
  datasets: [{ name: 'waveform', generate: 'waveform' }],
  settings: ['balanced', 'imbalanced', 'imbalancedWeighted'],
  imbalanceFactor: 10,
  initial: 100,
  batch: 1,
  steps: 10,
  test: 200,
  reward: 100,
  dataSeeds: [0, 1, 2],
  seeds: [0, 1, 2],
  metric: 'weightedAccuracy',
};

/** The neural process with less work a step, so that an hour is enough for many runs, and one option changed. */
const lightProcess = (name: string, changed: SpecBody = {}) => ({
  id: 'neuralProcess',
  name,
  params: { simulations: 100, epochs: 30, ...ABLATION_BASE, ...changed },
});

/** Spelled out, so that another default does not change what was measured. */
const ABLATION_BASE: SpecBody = {
  targets: 'logLikelihood',
  standardise: true,
  modelOutputs: true,
  context: 'zero',
  deviations: 0,
  mostTargets: 0,
  targetChoice: 'random',
  warmStart: false,
  rewardFromLabels: false,
};

const asPublished: SpecBody = { targets: 'score', standardise: false, modelOutputs: false };

const lalData = ['checkerboard2x2', 'checkerboard4x4', 'rotatedCheckerboard2x2'];

/** Specs that ship with NextLabel, in the order of the picker. */
export const presets: readonly PresetInfo[] = [
  preset({
    id: 'quick',
    title: 'Quick look',
    description: 'Margin, k-center and random on waveforms: a few seconds.',
    body: {
      datasets: [{ name: 'waveform', generate: { id: 'waveform', params: { rows: 1000 } } }],
      settings: ['balanced', 'imbalanced'],
      strategies: ['random', 'margin', 'kCenterGreedy'],
      initial: 20,
      batch: 1,
      steps: 10,
      test: 100,
      reward: 0,
      dataSeeds: [0, 1],
      seeds: [0, 1],
    },
  }),
  preset({
    id: 'npalWaveform',
    title: 'NPAL table on waveform',
    description: 'Bakker et al. 2023: seven strategies, three settings, nine runs each.',
    body: {
      ...npal,
      models: ['logisticRegression'],
      strategies: ['random', 'uncertainty', 'kCenterGreedy', 'halUniform', 'halGauss', 'cbal', 'oracle'],
    },
  }),
  preset({
    id: 'npalWaveformSvc',
    title: 'NPAL table on waveform, support-vector classifier',
    description: 'The same with an RBF kernel and the strategies that it serves.',
    body: { ...npal, models: ['svc'], strategies: ['random', 'fScore', 'kCenterGreedy', 'oracle'] },
  }),
  preset({
    id: 'neuralProcess',
    title: 'Parts of the neural process',
    description: 'The neural process with one option changed at a time, 50 splits each: an hour or two.',
    body: {
      ...npal,
      settings: ['imbalanced', 'imbalancedWeighted'],
      dataSeeds: Array.from({ length: 50 }, (_, seed) => seed),
      seeds: [0],
      strategies: [
        'random',
        'margin',
        'rewardOracle',
        lightProcess('base'),
        lightProcess('asPublished', asPublished),
        lightProcess('scoreTargets', { targets: 'score' }),
        lightProcess('scoreThenLogLikelihood', { targets: 'scoreThenLogLikelihood' }),
        lightProcess('notStandardised', { standardise: false }),
        lightProcess('noModelOutputs', { modelOutputs: false }),
        lightProcess('ownClassContext', { context: 'ownClass' }),
        lightProcess('leaveOneOutContext', { context: 'leaveOneOut' }),
        lightProcess('plusDeviation', { deviations: 1 }),
        lightProcess('tenTargets', { mostTargets: 10 }),
        lightProcess('tenLikelyTargets', { mostTargets: 10, targetChoice: 'likely' }),
        lightProcess('warmStart', { warmStart: true }),
        lightProcess('rewardFromLabels', { rewardFromLabels: true }),
      ],
    },
  }),
  preset({
    id: 'npalImages',
    title: 'NPAL on images, in small',
    description:
      'Bakker et al. 2023, section 3: what can random sampling lose? Random, the best (in hindsight) and the average of five strategies. An hour.',
    body: {
      ...npal,
      datasets: [{ name: 'glyphs', generate: { id: 'glyphs', params: { rows: 2000 } } }],
      models: [{ id: 'cnn', params: { epochs: 20, learningRate: 0.006 } }],
      strategies: ['random', 'margin', 'entropy', 'leastConfidence', 'kCenterGreedy', 'coreSet'],
      initial: 30,
      batch: 10,
      steps: 15,
      test: 300,
      reward: 0,
      summaries: true,
    },
  }),
  preset({
    id: 'lal',
    title: 'LAL data sets',
    description: 'Konyushkova et al. 2017: checkerboards and clouds, RBF support-vector classifier.',
    body: {
      datasets: [
        ...lalData.map((id) => ({
          name: id,
          generate: { id, params: { rows: 2000 } },
          normalise: 'columns',
        })),
        {
          name: 'gaussianClouds',
          generate: { id: 'gaussianClouds', params: { rows: 2000 } },
          normalise: 'columns',
        },
      ],
      models: ['svc'],
      strategies: ['random', { id: 'fScore', name: 'uncertainty' }, 'kCenterGreedy'],
      initial: 'onePerClass',
      batch: 1,
      steps: 100,
      test: 0.5,
      reward: 0,
      dataSeeds: [0],
      seeds: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
      metric: 'accuracy',
    },
  }),
  ...networkPresets,
  ...autoAlPresets,
];
