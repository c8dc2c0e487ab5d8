import type { PresetInfo } from '../protocol/experiment.ts';
import { preset } from './preset.ts';
import type { SpecBody } from './preset.ts';

/** The candidates of Wang et al. 2025, spelled out so that another default does not change what is measured. */
const CANDIDATES = [
  'entropy',
  'margin',
  'leastConfidence',
  'kMeans',
  'bald',
  'variationRatio',
  'meanStd',
] as const;

const listed = (count: number): string => CANDIDATES.slice(0, count).join(', ');

const withArms = (id: string) => ({ id, name: id, params: { candidates: `${listed(7)}, random` } });

const autoAl = (name: string, changed: SpecBody = {}) => ({
  id: 'autoAl',
  name,
  params: { candidates: listed(7), losses: 'both', trunk: 'cnn', steps: 400, ...changed },
});

const uniformVote = { id: 'uniformVote', name: 'uniformVote', params: { candidates: listed(7) } };

/** Strategies that choose strategies, what they choose from, and chance. */
const choosers = [
  'random',
  ...CANDIDATES,
  uniformVote,
  withArms('albl'),
  withArms('tailor'),
  'budgetRegime',
  autoAl('autoAl'),
];

/** AutoAL with one thing changed, after figures 3 and 4 of the paper. */
const parts = [
  'random',
  uniformVote,
  autoAl('autoAl'),
  autoAl('oneCandidate', { candidates: listed(1) }),
  autoAl('threeCandidates', { candidates: listed(3) }),
  autoAl('fiveCandidates', { candidates: listed(5) }),
  autoAl('searchLossAlone', { losses: 'search' }),
  autoAl('lossModuleAlone', { losses: 'lossModule' }),
  autoAl('releaseCompatible', { releaseCompatible: true }),
];

const seeds = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);

const waveform: SpecBody = {
  datasets: [
    { name: 'waveform', generate: { id: 'waveform', params: { rows: 2000 } }, normalise: 'columns' },
  ],
  models: ['logisticRegression'],
  // Ten labels for each of three classes: from so many on AutoAL learns.
  initial: 30,
  batch: 10,
  steps: 10,
  test: 500,
  reward: 0,
  dataSeeds: seeds(20),
  seeds: [0],
  metric: 'accuracy',
};

const checkerboards: SpecBody = {
  ...waveform,
  datasets: ['checkerboard2x2', 'checkerboard4x4', 'rotatedCheckerboard2x2'].map((id) => ({
    name: id,
    generate: { id, params: { rows: 2000 } },
    normalise: 'columns',
  })),
  models: [{ id: 'svc', params: { probability: true } }],
  initial: 20,
};

const images: SpecBody = {
  ...waveform,
  datasets: [{ name: 'glyphs', generate: { id: 'glyphs', params: { rows: 2000 } } }],
  models: [{ id: 'cnn', params: { epochs: 20, learningRate: 0.006 } }],
  initial: 100,
  steps: 5,
  test: 300,
  dataSeeds: seeds(10),
};

/** Experiments on strategies that choose strategies, in the order of the picker. */
export const autoAlPresets: readonly PresetInfo[] = [
  preset({
    id: 'autoAlWaveform',
    title: 'Choosing strategies, waveform',
    description: 'AutoAL, ALBL, TAILOR, a vote of equals, each candidate and random, 20 splits.',
    body: { ...waveform, strategies: choosers },
  }),
  preset({
    id: 'autoAlWaveformMlp',
    title: 'Choosing strategies, waveform, neural network',
    description: 'The same with a neural network in place of logistic regression.',
    body: { ...waveform, models: ['mlp'], strategies: choosers },
  }),
  preset({
    id: 'autoAlCheckerboards',
    title: 'Choosing strategies, checkerboards',
    description: 'The same on checkerboards, RBF support-vector classifier with probabilities.',
    body: { ...checkerboards, strategies: choosers },
  }),
  preset({
    id: 'autoAlImages',
    title: 'Choosing strategies, drawn images',
    description:
      'The same with the small convolutional network on generated images, ten splits: half an hour.',
    body: { ...images, strategies: choosers },
  }),
  preset({
    id: 'autoAlParts',
    title: 'Parts of AutoAL, waveform',
    description: 'One, three, five and seven candidates; search loss, loss module and both; 20 splits.',
    body: { ...waveform, strategies: parts },
  }),
  preset({
    id: 'autoAlPartsCheckerboards',
    title: 'Parts of AutoAL, checkerboards',
    description: 'The same on checkerboards, RBF support-vector classifier with probabilities.',
    body: { ...checkerboards, strategies: parts },
  }),
];
