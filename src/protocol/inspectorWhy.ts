import type { RowExplanation } from './inspect.ts';
import type { InspectorQuestion } from './inspector.ts';

/** The tab "Why this item". */

export interface WhyParams {
  /** Null = the first of the round's ranking. */
  readonly row: number | null;
}

export interface WhyAnswer {
  readonly explanation: RowExplanation;
  /** Items that the round ranked. */
  readonly pool: number;
  /** Rows before and after this one in the round's ranking; null at its ends, and for items that it did not rank. */
  readonly previous: number | null;
  readonly next: number | null;
}

export const whyQuestion: InspectorQuestion<WhyParams, WhyAnswer> = {
  method: 'inspector/why',
  lane: 'round',
};
