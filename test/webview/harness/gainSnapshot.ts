import type { GainPair, GainReport, GainSnapshot } from '../../../src/protocol/gainView.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { hostileStrings } from './hostile.ts';

export interface GainOptions {
  /** Labels with a predicted and a realised gain. */
  readonly pairs?: number;
  /** Whether the last round predicts gains. */
  readonly network?: boolean;
  readonly hostile?: boolean;
  readonly report?: Partial<GainReport>;
  readonly snapshot?: Partial<Omit<GainSnapshot, 'report'>>;
}

const deviations = [0.25, 0.5, 0.75, 1, 1.5, 2, 3];
const normal = [0.197, 0.383, 0.547, 0.683, 0.866, 0.954, 0.997];

const coverage = (honesty: number): GainReport['coverage'] =>
  deviations.map((each, index) => ({
    deviations: each,
    expected: normal[index]!,
    found: normal[index]! ** honesty,
  }));

/** Gains as they are: most realised ones are 0. */
function pairsOf(count: number, hostile: boolean): readonly GainPair[] {
  const rng = createRng(4);
  return Array.from({ length: count }, (_, index) => ({
    itemId: hostile ? hostileStrings[index % hostileStrings.length]! : `item-${index + 1}`,
    label: hostile ? hostileStrings[(index + 3) % hostileStrings.length]! : index % 3 === 0 ? 'spam' : 'ham',
    round: 3 + Math.floor(index / 10),
    predicted: 0.004 + 0.006 * rng.normal(),
    deviation: 0.01 + 0.004 * rng.uniform(),
    realised: rng.uniform() < 0.6 ? 0 : Math.round(2 * rng.normal()) / 83,
    shared: false,
  }));
}

export function gainSnapshot({
  pairs = 46,
  network = true,
  hostile = false,
  ...over
}: GainOptions = {}): GainSnapshot {
  const report: GainReport = {
    projectName: hostile ? hostileStrings[0]! : 'mail',
    strategyTitle: 'Neural process',
    score: hostile ? `F1 of ${hostileStrings[1]!}` : 'balanced accuracy',
    round: 12,
    network: network
      ? {
          losses: Array.from({ length: 50 }, (_, epoch) => 0.9 + 0.55 * Math.exp(-epoch / 9)),
          problems: 180,
          rewardLabels: 140,
          sharedLabels: 0,
          checked: 480,
          coverage: coverage(1.15),
          bounds: null,
        }
      : null,
    fallback: '',
    predictedLabels: 60,
    randomLabels: 84,
    randomNeeded: 50,
    pairs: pairsOf(pairs, hostile),
    correlation: pairs < 5 ? null : { rho: 0.31, low: 0.02, high: 0.55, count: pairs },
    coverage: pairs === 0 ? [] : coverage(0.7),
    ...over.report,
  };
  return { report, measuring: null, problem: '', ...over.snapshot };
}
