import { CancellationTokenSource } from 'vscode-jsonrpc/node';

import { CancelledError } from '../engine/cancellation.ts';
import { CHUNK } from '../engine/oracle/chunk.ts';
import type { OracleGains } from '../engine/oracle/oracle.ts';
import type { OracleData, OracleProblem, OracleSettings } from '../engine/oracle/oracleData.ts';
import type { Log } from './log.ts';
import { oracleRequests } from './oracleRequests.ts';
import { sendRequest } from './rpc.ts';
import { startTaskThread } from './taskThread.ts';
import type { TaskThread } from './taskThread.ts';

export interface OracleThreadsOptions {
  /** The module that each thread runs: that of the engine process. */
  readonly entry: string;
  /** At least 1. */
  readonly threads: number;
  readonly log: Log;
}

export interface OracleRun {
  readonly signal?: AbortSignal;
  /** Candidates done, of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The oracle on several cores. */
export interface OracleThreads {
  /** Hands data and settings to every thread, for the runs that follow. */
  open(data: OracleData, settings: OracleSettings): Promise<void>;
  /**
   * The gains of each problem: the same numbers, bit by bit, as one thread gives, however many there are. Rejects with
   * CancelledError when the signal is aborted.
   */
  solve(problems: readonly OracleProblem[], run?: OracleRun): Promise<readonly OracleGains[]>;
  /** Ends the threads. */
  end(): void;
}

/** Candidates of one request: some milliseconds of work, so that the threads end together. */
const REQUEST = 4 * CHUNK;

export function createOracleThreads({ entry, threads, log }: OracleThreadsOptions): OracleThreads {
  const team = Array.from({ length: threads }, () => startTaskThread(entry, () => undefined, log));
  return {
    async open(data, settings) {
      await Promise.all(
        team.map((thread) => sendRequest(thread.connection, oracleRequests.open, { data, settings })),
      );
    },
    solve: (problems, run = {}) => solveTogether(team, problems, run),
    end: () => team.forEach((thread) => thread.terminate()),
  };
}

/** Some candidates of one problem; `start` is a multiple of CHUNK, so that the same candidates share a block. */
interface Part {
  readonly index: number;
  readonly start: number;
  readonly problem: OracleProblem;
}

async function solveTogether(
  team: readonly TaskThread[],
  problems: readonly OracleProblem[],
  { signal, onProgress }: OracleRun,
): Promise<readonly OracleGains[]> {
  const source = new CancellationTokenSource();
  const cancel = (): void => source.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const stopped = (): boolean => signal?.aborted ?? false;
  if (stopped()) throw new CancelledError();
  const total = problems.reduce((sum, { candidates }) => sum + candidates.length, 0);
  const requests = divide(problems);
  const results = problems.map(() => new Map<number, OracleGains>());
  let done = 0;
  const work = async (thread: TaskThread): Promise<void> => {
    for (let parts = requests.shift(); parts !== undefined; parts = requests.shift()) {
      const asked = parts.map(({ problem }) => problem);
      const gains = await sendRequest(thread.connection, oracleRequests.solve, asked, source.token);
      parts.forEach((part, place) => results[part.index]!.set(part.start, gains[place]!));
      done += asked.reduce((sum, { candidates }) => sum + candidates.length, 0);
      onProgress?.(done, total);
    }
  };
  try {
    await Promise.all(team.map(work));
  } catch (error) {
    // One thread's failure ends the work of the others.
    requests.length = 0;
    source.cancel();
    throw stopped() ? new CancelledError() : error;
  } finally {
    signal?.removeEventListener('abort', cancel);
    source.dispose();
  }
  return results.map(join);
}

function divide(problems: readonly OracleProblem[]): Part[][] {
  const parts = problems.flatMap(({ labeled, candidates }, index): Part[] => {
    const count = Math.max(1, Math.ceil(candidates.length / REQUEST));
    return Array.from({ length: count }, (_, place) => {
      const start = place * REQUEST;
      return { index, start, problem: { labeled, candidates: candidates.slice(start, start + REQUEST) } };
    });
  });
  const requests: Part[][] = [];
  let room = 0;
  for (const part of parts) {
    if (room <= 0) {
      requests.push([]);
      room = REQUEST;
    }
    requests.at(-1)!.push(part);
    room -= part.problem.candidates.length;
  }
  return requests;
}

function join(parts: ReadonlyMap<number, OracleGains>): OracleGains {
  const inOrder = [...parts].sort(([a], [b]) => a - b).map(([, gains]) => gains);
  const first = inOrder[0]!;
  if (inOrder.length === 1) return first;
  const improvements = concat(inOrder.map((gains) => gains.improvements));
  const likelihoods = inOrder.flatMap(({ logLikelihoodGains }) =>
    logLikelihoodGains === undefined ? [] : [logLikelihoodGains],
  );
  return {
    baseScore: first.baseScore,
    improvements,
    ...(likelihoods.length > 0 && { logLikelihoodGains: concat(likelihoods) }),
  };
}

function concat(arrays: readonly Float64Array[]): Float64Array {
  const out = new Float64Array(arrays.reduce((sum, array) => sum + array.length, 0));
  let at = 0;
  for (const array of arrays) {
    out.set(array, at);
    at += array.length;
  }
  return out;
}
