import type { ForecastWarning } from '../../protocol/forecast.ts';
import type { ForecastInput } from './forecastInput.ts';

/** Share of a class, by weighted labels, below which it is rare. */
const RARE = 0.2;
/** Of what is above always naming the largest class, the share below which hardly anything was learned. */
const LITTLE = 0.25;

export interface WarningOptions {
  /** What each queued label counts. */
  readonly weights: Float64Array;
  /** The score at present. */
  readonly today: number;
  /** Whether replays train another model than the project's. */
  readonly isOtherModel: boolean;
}

/** What makes the intervals less honest than they say (docs/results.md, Forecast). */
export function forecastWarnings(
  input: ForecastInput,
  { weights, today, isOtherModel }: WarningOptions,
): readonly ForecastWarning[] {
  const shares = classShares(input, weights);
  const { kind } = input.objective;
  const guessing = kind === 'accuracy' ? Math.max(...shares) : 1 / input.classCount;
  const warnings: readonly (readonly [ForecastWarning, boolean])[] = [
    ['rareClass', Math.min(...shares.filter((share) => share > 0)) < RARE],
    ['littleLearned', today - guessing < LITTLE * (1 - guessing)],
    ['otherStrategy', input.standsIn],
    ['otherModel', isOtherModel],
    ['otherScore', kind !== 'accuracy'],
  ];
  return warnings.filter(([, holds]) => holds).map(([warning]) => warning);
}

function classShares({ queued: { labels }, classCount }: ForecastInput, weights: Float64Array): Float64Array {
  const shares = new Float64Array(classCount);
  let total = 0;
  labels.forEach((label, index) => {
    shares[label]! += weights[index]!;
    total += weights[index]!;
  });
  return shares.map((share) => share / total);
}
