import { throwIfCancelled } from '../../engine/cancellation.ts';
import { solveHere } from '../../engine/oracle/oracleSolving.ts';
import type { OracleSolving, OracleWork } from '../../engine/oracle/oracleSolving.ts';
import type { Log } from '../log.ts';
import type { HelperThreads } from './helperThreads.ts';
import { readResults, resultsFor, solveShared } from './sharedProblems.ts';
import type { OracleOrder } from './sharedProblems.ts';
import { awaitDone, newControl, slots, stop } from './sharedSteps.ts';

export interface ThreadSolvingOptions {
  readonly helpers: HelperThreads;
  readonly log: Log;
  /** A helper that takes so long for its last problem is taken for dead; default 30,000. */
  readonly silenceMs?: number;
}

/** Fewer problems are done before a helper has come. */
const FEWEST = 8;
/** How often the thread looks whether it was cancelled, while helpers end their last problems. */
const LOOK_MS = 50;

/** Solves on this thread and on those helpers that are awake: the same numbers, bit for bit, as alone. */
export function createThreadSolving({
  helpers,
  log,
  silenceMs = 30_000,
}: ThreadSolvingOptions): OracleSolving {
  return (work) => {
    if (helpers.count === 0 || work.problems.length < FEWEST) return solveHere(work);
    const { data, settings, problems } = work;
    const order: OracleOrder = {
      ...{ kind: 'oracle', data, settings, problems },
      ...{ control: newControl(), results: resultsFor(work) },
    };
    helpers.send(order);
    try {
      solveShared(order, work);
      if (awaitOthers(order, work, silenceMs)) return readResults(order);
    } finally {
      stop(order.control);
    }
    log(
      'warn',
      'A helper thread did not solve its part of the simulated problems, which one thread does again.',
    );
    return solveHere(work);
  };
}

/** False when a helper failed. */
function awaitOthers({ control }: OracleOrder, { problems, signal }: OracleWork, silenceMs: number): boolean {
  const end = performance.now() + silenceMs;
  while (!awaitDone(control, problems.length, LOOK_MS)) {
    throwIfCancelled(signal);
    if (Atomics.load(control, slots.stopped) === 1 || performance.now() > end) return false;
  }
  return true;
}
