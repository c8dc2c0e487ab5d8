import type { PreparedRound } from '../../inspection/preparedRound.ts';
import type { ProjectInspector } from '../../inspection/projectInspector.ts';
import type { InspectorQuestion } from '../../protocol/inspector.ts';
import type { RoundRecord } from '../../store/store.ts';
import type { Report } from '../progressReporter.ts';

/** What an answer may use. */
export interface Inspection {
  /** The project with what this lane's thread has worked out of it so far. */
  readonly inspector: ProjectInspector;
  /** The round that is asked about. Throws InputError where there is none yet. */
  readonly round: () => { readonly record: RoundRecord; readonly prepared: PreparedRound };
  /** An item's content as it is stored. Rejects with InputError where there is no such item. */
  readonly contentOf: (row: number) => Promise<string>;
  /** Absolute folder for what takes long to work out. */
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
  /** Tells how far it is. */
  readonly report: Report;
}

type Work<Params, Answer> = (params: Params, inspection: Inspection) => Answer | Promise<Answer>;

/** A question with the function that answers it. Throws as what it calls does; RangeError counts as bad input. */
export interface Answering {
  readonly method: string;
  readonly answer: (params: unknown, inspection: Inspection) => unknown;
}

/** `params` have been checked by the host against the question's schema. */
export const answering = <Params, Answer>(
  { method }: InspectorQuestion<Params, Answer>,
  work: Work<Params, Answer>,
): Answering => ({ method, answer: (params, inspection) => work(params as Params, inspection) });
