import type { CancellationToken } from 'vscode-jsonrpc/node';

import type { RealisedGains, RealisedGainsRequest } from '../../protocol/gains.ts';
import type { FeatureMemory } from '../featureMemory.ts';
import { matrixFor } from '../matrixFor.ts';
import { taskRequests } from '../taskRequests.ts';
import type { ThreadPool } from '../threadPool.ts';

/** Measures gains in hindsight; beside the rounds, which go on meanwhile. */
export function realisedGainsHandler(pool: ThreadPool, memory: FeatureMemory) {
  return async (
    request: RealisedGainsRequest & { readonly operation: string },
    token: CancellationToken,
  ): Promise<RealisedGains> => {
    const matrix = matrixFor(memory, request.featuresId, [request.labeledRows]);
    return pool.run(taskRequests.realisedGains, { request, matrix }, token, { endThread: true });
  };
}
