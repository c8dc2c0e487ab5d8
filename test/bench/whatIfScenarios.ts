import type { Scenario } from '../engine/whatIf/simulation.ts';

/** Scenarios of one generator are judged together. */
export interface WhatIfGroup {
  readonly name: string;
  /** Whether the method was worked out by looking at this generator; the others were kept out of sight. */
  readonly seen: boolean;
  readonly scenarios: readonly Scenario[];
}

const linear = {
  model: 'logisticRegression',
  modelParams: {},
  poolSize: 1000,
  labels: 200,
  randomShare: 0.35,
  strategies: ['margin', 'random', 'kCenterGreedy'],
};
const curved = {
  ...linear,
  model: 'svc',
  modelParams: { C: 10 },
  strategies: ['fScore', 'random', 'kCenterGreedy'],
};

export const whatIfGroups: readonly WhatIfGroup[] = [
  {
    name: 'waveform',
    seen: true,
    scenarios: [
      {
        ...linear,
        name: 'by random',
        generator: 'waveform',
        dataSeed: 1,
        own: 'random',
        strategies: ['margin', 'random'],
      },
      {
        ...linear,
        name: 'by margin',
        generator: 'waveform',
        dataSeed: 1,
        own: 'margin',
        strategies: ['margin', 'random'],
      },
    ],
  },
  {
    name: 'two Gaussian clouds',
    seen: true,
    scenarios: [
      {
        ...linear,
        name: 'by random',
        generator: 'gaussianClouds',
        params: { smallestShare: 0.3 },
        dataSeed: 3,
        own: 'random',
      },
    ],
  },
  {
    name: 'waveform, one in six rare',
    seen: true,
    scenarios: [
      { ...linear, name: 'by random', generator: 'waveform', dataSeed: 2, rareOneIn: 2.5, own: 'random' },
    ],
  },
  {
    name: 'checkerboard 2x2',
    seen: false,
    scenarios: [{ ...curved, name: 'by random', generator: 'checkerboard2x2', dataSeed: 4, own: 'random' }],
  },
  {
    name: 'rotated checkerboard',
    seen: false,
    scenarios: [
      {
        ...curved,
        name: 'by k-center',
        generator: 'rotatedCheckerboard2x2',
        dataSeed: 5,
        own: 'kCenterGreedy',
      },
    ],
  },
  {
    name: 'glyphs of 8x8 pixels',
    seen: false,
    scenarios: [
      {
        ...linear,
        name: 'by random',
        generator: 'glyphs',
        params: { size: 8, classes: 2 },
        modelParams: { C: 0.1 },
        dataSeed: 6,
        own: 'random',
      },
    ],
  },
];
