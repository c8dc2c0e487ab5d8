import type { ExperimentMetric, Setting } from './experiment.ts';

/** A run of an experiment, as it is chosen. */
export interface RunChoice {
  readonly id: string;
  readonly dataset: string;
  readonly setting: Setting;
  /** Names of the spec. */
  readonly model: string;
  readonly strategy: string;
  readonly dataSeed: number;
  readonly seed: number;
  readonly split: string;
}

/** The run that is looked at, and those that may be. */
export interface RunFacts {
  /** Finished runs in the order of the spec, the chosen one among them. */
  readonly runs: readonly RunChoice[];
  readonly run: RunChoice;
  readonly metric: ExperimentMetric;
  /** By step: labels that were known, and the score on the test rows. */
  readonly labeled: readonly number[];
  readonly scores: readonly number[];
}

/** As people name a row of the data file; records count from 0, without the header. */
export const rowName = (fileRow: number): string => `row ${fileRow}`;

/** The row that is named so, or by its number alone; null for what names none. */
export function rowOfName(name: string): number | null {
  const digits = /^(?:row\s*)?(\d{1,9})$/i.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
}
