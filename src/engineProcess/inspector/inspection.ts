import type { PreparedRound } from '../../inspection/preparedRound.ts';
import type { PreparedStep } from '../../inspection/preparedStep.ts';
import type { ProjectInspector } from '../../inspection/projectInspector.ts';
import type { RankedRound } from '../../inspection/rankedRound.ts';
import type { RunInspector } from '../../inspection/runInspector.ts';
import type { InspectorQuestion } from '../../protocol/inspector.ts';
import type { RoundRecord } from '../../store/store.ts';
import type { StoredRun } from '../../experiments/readRun.ts';
import type { Report } from '../progressReporter.ts';

/** What an answer may use that is about one round of a project or one step of a run, whichever it is. */
export interface RoundInspection {
  /** The round or step that is asked about. Throws InputError where there is none. */
  readonly round: () => { readonly prepared: RankedRound };
  readonly signal: AbortSignal;
  /** Tells how far it is. */
  readonly report: Report;
}

/** What an answer about a project may use. */
export interface Inspection extends RoundInspection {
  /** The project with what this lane's thread has worked out of it so far. */
  readonly inspector: ProjectInspector;
  readonly round: () => { readonly record: RoundRecord; readonly prepared: PreparedRound };
  /** An item's content as it is stored. Rejects with InputError where there is no such item. */
  readonly contentOf: (row: number) => Promise<string>;
  /** Absolute folder for what takes long to work out. */
  readonly cacheFolder: string;
}

/** What an answer about a run of an experiment may use. */
export interface RunInspection {
  readonly stored: StoredRun;
  /** The run with its data and what this lane's thread has worked out of it so far. Rejects as `loadRunData` does. */
  readonly inspector: () => Promise<RunInspector>;
  /** The step that is asked about, 1-based. Rejects with InputError where there is none. */
  readonly step: () => Promise<{
    readonly step: number;
    readonly prepared: PreparedStep;
    readonly inspector: RunInspector;
  }>;
  readonly signal: AbortSignal;
  readonly report: Report;
}

type Work<Params, Answer, Given> = (params: Params, inspection: Given) => Answer | Promise<Answer>;

/** A question with the function that answers it. Throws as what it calls does; RangeError counts as bad input. */
export interface Answering<Given> {
  readonly method: string;
  readonly answer: (params: unknown, inspection: Given) => unknown;
}

/** `params` have been checked by the host against the question's schema. */
const answeringWith =
  <Given>() =>
  <Params, Answer>(
    { method }: InspectorQuestion<Params, Answer>,
    work: Work<Params, Answer, Given>,
  ): Answering<Given> => ({ method, answer: (params, inspection) => work(params as Params, inspection) });

/** Answers about a project. */
export const answering = answeringWith<Inspection>();
/** Answers about a round or a step. */
export const answeringRound = answeringWith<RoundInspection>();
/** Answers about a run. */
export const answeringRun = answeringWith<RunInspection>();
