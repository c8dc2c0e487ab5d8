import type { ForecastWarning } from '../../protocol/forecast.ts';
import { classShares, guessedScore } from './classShares.ts';
import type { ForecastInput } from './forecastInput.ts';

/** Share of a class, as a multiple of its share were all classes alike, below which it is rare. */
const RARE = 0.4;
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
  const guessing = guessedScore(shares, input.objective);
  const present = shares.filter((share) => share > 0);
  const warnings: readonly (readonly [ForecastWarning, boolean])[] = [
    ['rareClass', Math.min(...present) < RARE / present.length],
    ['littleLearned', today - guessing < LITTLE * (1 - guessing)],
    ['otherStrategy', input.standsIn],
    ['otherModel', isOtherModel],
    ['otherScore', kind !== 'accuracy'],
  ];
  return warnings.filter(([, holds]) => holds).map(([warning]) => warning);
}
