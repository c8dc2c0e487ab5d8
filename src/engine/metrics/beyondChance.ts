import { wilsonInterval } from './wilsonInterval.ts';
import type { Interval } from './wilsonInterval.ts';

export interface BeyondChance extends Interval {
  readonly value: number;
}

/**
 * Agreement beyond chance, (observed - expected) / (1 - expected), with bounds of 95 %: those of Wilson's interval of the
 * observed agreement, put through the same formula. What chance explains is taken as known, which the observed
 * agreement moves far more; unlike the usual large-sample and bootstrap intervals this one has a width where all agree.
 * NaN, with bounds that say nothing, where chance explains everything or there are no trials.
 */
export function beyondChance(observed: number, expected: number, trials: number): BeyondChance {
  if (trials === 0 || !(expected < 1)) return { value: NaN, low: -1, high: 1 };
  const scale = (share: number): number => (share - expected) / (1 - expected);
  const { low, high } = wilsonInterval(observed * trials, trials);
  return { value: scale(observed), low: Math.max(-1, scale(low)), high: scale(high) };
}
