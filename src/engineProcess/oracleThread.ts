import { createOracle } from '../engine/oracle/oracle.ts';
import type { Oracle } from '../engine/oracle/oracle.ts';
import { failure } from './failure.ts';
import { oracleRequests } from './oracleRequests.ts';
import type { Server } from './serve.ts';

/** Answers the oracle's requests in a worker thread. */
export function serveOracle(server: Server): void {
  let oracle: Oracle | null = null;
  server.handle(oracleRequests.open, ({ data, settings }) => {
    oracle = createOracle(data, settings);
    return null;
  });
  server.handle(oracleRequests.solve, (problems, token) => {
    const own = oracle;
    if (own === null) throw failure('failed', 'The oracle was asked before it was given its data.');
    // The token lives in shared memory: a loop that computes sees it at once.
    const signal = {
      get aborted() {
        return token.isCancellationRequested;
      },
    };
    return problems.map((problem) => own.solve(problem, { signal }));
  });
}
