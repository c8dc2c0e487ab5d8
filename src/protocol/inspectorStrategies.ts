import type { StrategyColumn, StrategyComparison } from './inspect.ts';
import type { InspectorQuestion } from './inspector.ts';

/** The tab "Strategies". */

export interface StrategiesParams {
  /** Strategy ids; the round's own is always there. */
  readonly strategies: readonly string[];
  /** How many of the first items are compared. */
  readonly top: number;
}

/** How many scores lie in each of equal parts of their range. */
export interface ScoreHistogram {
  readonly low: number;
  readonly high: number;
  readonly counts: readonly number[];
}

export interface ComparedStrategy extends Omit<StrategyColumn, 'items'> {
  /** Its first items, best first. */
  readonly rows: readonly number[];
  /** Aligned with `rows`; null where it gave none. */
  readonly scores: readonly (number | null)[];
  /** Of all items; null where it gave no scores. */
  readonly distribution: ScoreHistogram | null;
}

export interface StrategiesAnswer extends Omit<StrategyComparison, 'columns'> {
  /** The round's own first. */
  readonly columns: readonly ComparedStrategy[];
  /** Items that were ranked. */
  readonly pool: number;
}

export const strategiesQuestion: InspectorQuestion<StrategiesParams, StrategiesAnswer> = {
  method: 'inspector/strategies',
  lane: 'round',
};
