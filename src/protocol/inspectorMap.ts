import type { InspectorQuestion } from './inspector.ts';

/** What the map of the inspector asks. Arrays "by row" have a value for each row of the features, also of items that left. */

/** The items of the pool in two dimensions. */
export interface MapPlaces {
  /** Present items, in ascending order. */
  readonly rows: Int32Array;
  /** Two for each of `rows`: to the right, and up. */
  readonly places: Float32Array;
  /** Shares of the variance along both axes, 0 to 1; null where axes mean nothing (UMAP). */
  readonly explained: readonly [number, number] | null;
  /** How many items were fitted; the others were placed among them. */
  readonly fitted: number;
  /** Columns of the features. */
  readonly columns: number;
}

/** Codes of `MapLabels.classes` that are no class. */
export const NO_LABEL = -1;
/** A label of a class that the project file does not name (any more). */
export const OTHER_LABEL = -2;
export const SKIPPED = -3;

/** What annotators have said by now, whichever round is looked at. */
export interface MapLabels {
  /** By row: index of the class, or one of the codes above. */
  readonly classes: Int16Array;
  /** By row: the round that asked for it; 0 = labeled without a round, or with the data; NO_LABEL = not labeled. */
  readonly rounds: Int32Array;
}

/** What the round's model says. */
export interface MapPredictions {
  /** Why there are none, in words; empty where there are. */
  readonly why: string;
  /** By row: index of the class; -1 = no item, or no model. */
  readonly classes: Int16Array;
  /** By row: probability of that class; null where the model gives none. */
  readonly confidence: Float32Array | null;
  /** By row: entropy of the probabilities, in nats; null where the model gives none. */
  readonly entropy: Float32Array | null;
}

/** What a strategy says of the round's pool. */
export interface MapScores {
  /** Why there are none, in words; empty where there are. */
  readonly why: string;
  /** In what other way than its own the strategy ranked, in words; empty for its own. */
  readonly note: string;
  /** By row: higher = label first; NaN where the strategy gave none. */
  readonly scores: Float32Array;
  /** By row: 1-based; 0 = not in the pool. */
  readonly ranks: Int32Array;
}

export const pcaQuestion: InspectorQuestion<Record<string, never>, MapPlaces> = {
  method: 'inspector/map/pca',
  lane: 'map',
};

/** Takes up to a minute the first time. */
export const umapQuestion: InspectorQuestion<Record<string, never>, MapPlaces> = {
  method: 'inspector/map/umap',
  lane: 'map.umap',
};

/** `revision` is that of the events; it tells questions apart. */
export const mapLabelsQuestion: InspectorQuestion<{ readonly revision: number }, MapLabels> = {
  method: 'inspector/map/labels',
  lane: 'map',
};

export const mapPredictionsQuestion: InspectorQuestion<Record<string, never>, MapPredictions> = {
  method: 'inspector/map/predictions',
  lane: 'round',
};

export const mapScoresQuestion: InspectorQuestion<{ readonly strategy: string }, MapScores> = {
  method: 'inspector/map/scores',
  lane: 'round',
};

/** Ids of the items by row; empty for those that left. */
export const mapIdsQuestion: InspectorQuestion<Record<string, never>, readonly string[]> = {
  method: 'inspector/map/ids',
  lane: 'map',
};
