import type { InspectorQuestion, StrategyChoice } from './inspector.ts';
import type { RunFacts } from './runFacts.ts';

/**
 * The inspector on a run of an experiment: its steps take the place of a project's rounds, counted from 1. Rows are those
 * of the run's split, which runs with the same split share.
 */

/** What all tabs need to know of a run. */
export interface RunOverview extends RunFacts {
  /** Of the experiment. */
  readonly name: string;
  readonly classes: readonly string[];
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  /** Steps at which a batch was picked. */
  readonly steps: number;
  /** Those of the spec by their names there, then the others by their ids. */
  readonly strategies: readonly StrategyChoice[];
}

type NoParams = Readonly<Record<string, never>>;

/** What is read of records and data goes beside what is computed. */
const lane = 'items';

export const runOverviewQuestion: InspectorQuestion<NoParams, RunOverview> = {
  method: 'inspector/run/overview',
  lane,
};

/** A row of the data set. */
export interface RunItem {
  readonly row: number;
  /** 0-based row of the data file, as records name it. */
  readonly fileRow: number;
  readonly className: string;
  readonly fields: readonly (readonly [string, string])[];
}

/** Rows of the split, or of the data file. */
export type RunItemsParams = { readonly rows: readonly number[] } | { readonly fileRows: readonly number[] };

/** Those of the rows that the run's split has, in the order given; asked by the host alone. */
export const runItemsQuestion: InspectorQuestion<RunItemsParams, readonly RunItem[]> = {
  method: 'inspector/run/items',
  lane,
};

/** The tab "Over time" of a run; lists have a value for each score, one more than steps. */
export interface RunHistory {
  readonly classes: readonly string[];
  /** Indices of classes. */
  readonly rareClasses: readonly number[];
  readonly labeled: readonly number[];
  /** Of the run's metric, on the test rows. */
  readonly scores: readonly number[];
  /** Of each class; null where it is not defined. */
  readonly recall: readonly (readonly (number | null)[])[];
  readonly precision: readonly (readonly (number | null)[])[];
  readonly auroc: readonly (number | null)[];
  /** Trapezoid over the scores. */
  readonly auac: number;
  readonly fitSeconds: readonly number[];
  /** One less than scores. */
  readonly selectSeconds: readonly number[];
}

/** From the record alone. */
export const runHistoryQuestion: InspectorQuestion<NoParams, RunHistory> = {
  method: 'inspector/run/history',
  lane,
};

/** Labels of each class that each step knew: scores times classes. */
export const runBalanceQuestion: InspectorQuestion<NoParams, readonly (readonly number[])[]> = {
  method: 'inspector/run/balance',
  lane,
};

/** An item that a step picked. */
export interface PickedRow {
  readonly row: number;
  /** Index of its class. */
  readonly label: number;
  /** What the step's model had predicted. */
  readonly predicted: number;
  /** Of its true class; null where the model gives none. */
  readonly probability: number | null;
  /** By the strategy; null where it gave none. */
  readonly score: number | null;
}

/** The batch of the chosen step, best first, as it was recorded. */
export const runPicksQuestion: InspectorQuestion<NoParams, readonly PickedRow[]> = {
  method: 'inspector/run/picks',
  lane: 'round',
};
