import type {
  InspectedRound,
  InspectedStep,
  RowExplanation,
  StrategyComparison,
  StrategyPlace,
} from './inspect.ts';
import type { InspectorQuestion } from './inspector.ts';
import type { Stream } from './stream.ts';

/** The tab "Why this item". */

export interface WhyParams {
  /** Null = the first of the round's ranking. */
  readonly row: number | null;
}

/** The item's place in the queue that the round drew. */
export interface DrawnSlot {
  /** 1-based. */
  readonly place: number;
  readonly stream: Stream;
  readonly selectionProbability: number;
}

export interface WhyAnswer {
  /** `places` has the round's own strategy only. */
  readonly explanation: RowExplanation;
  /** Null where the item is none of the first that were drawn. */
  readonly slot: DrawnSlot | null;
  /** Place in the batch that a step of an experiment picked, 1-based; null where it is not in it, and in projects. */
  readonly picked: number | null;
  readonly round: InspectedRound | InspectedStep;
  /** Rows before and after this one in the round's ranking; null at its ends, and for items that it did not rank. */
  readonly previous: number | null;
  readonly next: number | null;
}

export const whyQuestion: InspectorQuestion<WhyParams, WhyAnswer> = {
  method: 'inspector/why',
  lane: 'round',
};

export interface PlacesParams {
  readonly row: number;
  /** Strategy ids; the round's own is always there. */
  readonly strategies: readonly string[];
}

/** Where other strategies would have ranked the item. */
export interface PlacesAnswer {
  /** The round's own strategy first; of those that rank the item. */
  readonly places: readonly (StrategyPlace & { readonly title: string })[];
  readonly refused: StrategyComparison['refused'];
}

export const placesQuestion: InspectorQuestion<PlacesParams, PlacesAnswer> = {
  method: 'inspector/places',
  lane: 'round',
};
