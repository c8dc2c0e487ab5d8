import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { CancellationToken } from 'vscode-jsonrpc/node';

import type { RoundRequest, RoundResult } from '../../protocol/round.ts';
import type { FeatureMemory } from '../featureMemory.ts';
import { matrixFor } from '../matrixFor.ts';
import { taskRequests } from '../taskRequests.ts';
import type { ThreadPool } from '../threadPool.ts';

/** Runs rounds; a newer request on the same features cancels the older one, whose labels are out of date. */
export function roundHandler(pool: ThreadPool, memory: FeatureMemory, hasGpu: () => boolean) {
  const underWay = new Map<string, CancellationTokenSource>();
  return async (
    request: RoundRequest & { readonly operation: string },
    token: CancellationToken,
  ): Promise<RoundResult> => {
    const { featuresId, eligibleRows, labeledRows } = request;
    const matrix = matrixFor(memory, featuresId, [eligibleRows, labeledRows]);
    underWay.get(request.featuresId)?.cancel();
    const source = new CancellationTokenSource();
    underWay.set(request.featuresId, source);
    const subscription = token.onCancellationRequested(() => source.cancel());
    try {
      return await pool.run(taskRequests.round, { request, matrix, hasGpu: hasGpu() }, source.token);
    } finally {
      subscription.dispose();
      if (underWay.get(request.featuresId) === source) underWay.delete(request.featuresId);
    }
  };
}
