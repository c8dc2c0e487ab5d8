import type { NotRun, RunRecord } from './experiment.ts';

/** Running an experiment: what is asked for, what is said meanwhile, and what comes of it. */

export interface ExperimentRequest {
  /** JSON text of the spec, and the absolute path that its file names are relative to the folder of. */
  readonly specText: string;
  readonly specPath: string;
  /** Absolute results folder; made if absent. */
  readonly folder: string;
  /** Worker threads. */
  readonly jobs: number;
  /** Go on with what the folder holds. */
  readonly resume: boolean;
}

export interface ExperimentOutcome {
  readonly total: number;
  readonly done: number;
  readonly notRun: readonly NotRun[];
}

/** How far an experiment is. */
export interface ExperimentProgress {
  readonly done: number;
  readonly total: number;
  /** Estimate from the runs so far; null before the first ended. */
  readonly secondsLeft: number | null;
}

/** What the runner yields, in order. */
export type ExperimentEvent =
  | {
      readonly kind: 'planned';
      readonly total: number;
      readonly done: number;
      readonly notRun: readonly NotRun[];
    }
  | { readonly kind: 'finished'; readonly run: RunRecord; readonly progress: ExperimentProgress };
