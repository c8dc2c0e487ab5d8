import { ticketWords } from '../engine/forecast/ticketWords.ts';
import type { Scenario } from '../engine/whatIf/simulation.ts';

/** Projects of one generator, with different data each. */
export interface ForecastGroup {
  readonly name: string;
  /** Whether the method was worked out by looking at this generator; the others were kept out of sight. */
  readonly seen: boolean;
  /** Rows of each project that its truth is measured on. */
  readonly testRows: number;
  /** By random and by margin. */
  readonly scenarios: readonly Scenario[];
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
const curved = { ...linear, model: 'svc', modelParams: {}, poolSize: 300, labels: 80 };
/** The nearest to the boundary is what margin is without probabilities. */
const both = (scenario: Omit<Scenario, 'name' | 'own'>): Scenario[] => [
  { ...scenario, name: 'random', own: 'random' },
  { ...scenario, name: 'margin', own: scenario.model === 'svc' ? 'fScore' : 'margin' },
];

export const forecastGroups: readonly ForecastGroup[] = [
  {
    name: 'support tickets',
    seen: false,
    testRows: 4000,
    scenarios: both({ ...linear, generator: ticketWords }),
  },
  {
    name: 'support tickets, one in six rare',
    seen: false,
    testRows: 4000,
    scenarios: both({ ...linear, generator: ticketWords, rareOneIn: 5 }),
  },
  {
    name: 'checkerboard 2x2',
    seen: false,
    testRows: 4000,
    scenarios: both({ ...curved, generator: 'checkerboard2x2' }),
  },
  {
    name: 'rotated checkerboard',
    seen: false,
    testRows: 4000,
    scenarios: both({ ...curved, generator: 'rotatedCheckerboard2x2' }),
  },
  {
    name: 'checkerboard 4x4',
    seen: false,
    testRows: 4000,
    scenarios: both({ ...curved, generator: 'checkerboard4x4' }),
  },
  {
    name: 'waveform',
    seen: true,
    testRows: 4000,
    scenarios: both({ ...linear, generator: 'waveform' }),
  },
  {
    name: 'two Gaussian clouds',
    seen: true,
    testRows: 4000,
    scenarios: both({ ...linear, generator: 'gaussianClouds', params: { smallestShare: 0.3 } }),
  },
  {
    name: 'glyphs, 2 classes',
    seen: true,
    testRows: 4000,
    scenarios: both({
      ...linear,
      modelParams: { C: 0.1 },
      generator: 'glyphs',
      params: { size: 8, classes: 2 },
    }),
  },
  {
    name: 'glyphs, 4 classes',
    seen: true,
    testRows: 4000,
    scenarios: both({
      ...linear,
      modelParams: { C: 0.1 },
      generator: 'glyphs',
      params: { size: 8, classes: 4 },
    }),
  },
];
