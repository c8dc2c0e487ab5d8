import { fourOfSix } from '../engine/forecast/fourOfSix.ts';
import { threenorm } from '../engine/forecast/threenorm.ts';
import { ticketWords } from '../engine/forecast/ticketWords.ts';
import type { Scenario } from '../engine/whatIf/simulation.ts';

/** Projects of one generator, with different data each, labeled by one strategy. */
export interface ForecastLine {
  readonly name: string;
  /** Whether the method was worked out by looking at this generator; the others were kept out of sight. */
  readonly seen: boolean;
  readonly scenario: Scenario;
}

const linear = {
  model: 'logisticRegression',
  modelParams: {},
  poolSize: 600,
  labels: 100,
  randomShare: 0.35,
  strategies: [],
  dataSeed: 0,
};
const curved = { ...linear, model: 'svc', poolSize: 300, labels: 80 };
const rareOneIn = 5;
const glyphs = (classes: number) => ({
  ...linear,
  modelParams: { C: 0.1 },
  generator: 'glyphs',
  params: { size: 8, classes },
});

const lines = (title: string, seen: boolean, scenario: Omit<Scenario, 'name' | 'own'>): ForecastLine[] =>
  // The nearest to the boundary is what margin is without probabilities.
  ['random', scenario.model === 'svc' ? 'fScore' : 'margin'].map((own) => {
    const name = `${title}, ${own}`;
    return { name, seen, scenario: { ...scenario, name, own } };
  });

export const forecastLines: readonly ForecastLine[] = [
  ...lines('support tickets', false, { ...linear, generator: ticketWords }),
  ...lines('support tickets, one in six rare', false, { ...linear, generator: ticketWords, rareOneIn }),
  ...lines('four of six facts, 18 % rare', true, { ...linear, generator: fourOfSix }),
  ...lines('threenorm, one in six rare', false, { ...curved, generator: threenorm, rareOneIn }),
  ...lines('checkerboard 2x2', false, { ...curved, generator: 'checkerboard2x2' }),
  ...lines('rotated checkerboard', false, { ...curved, generator: 'rotatedCheckerboard2x2' }),
  ...lines('checkerboard 4x4', false, { ...curved, generator: 'checkerboard4x4' }),
  ...lines('waveform', true, { ...linear, generator: 'waveform' }),
  ...lines('two Gaussian clouds', true, {
    ...linear,
    generator: 'gaussianClouds',
    params: { smallestShare: 0.3 },
  }),
  ...lines('glyphs, 2 classes', true, glyphs(2)),
  ...lines('glyphs, 4 classes', true, glyphs(4)),
  ...lines('waveform, one in six rare', true, { ...linear, generator: 'waveform', rareOneIn }),
  ...lines('waveform, one in six rare, svc', true, { ...curved, generator: 'waveform', rareOneIn }),
  ...lines('two Gaussian clouds, one in six rare', true, {
    ...linear,
    generator: 'gaussianClouds',
    params: { smallestShare: 0.5 },
    rareOneIn,
  }),
  ...lines('glyphs, one in six rare', true, { ...glyphs(2), rareOneIn }),
];
