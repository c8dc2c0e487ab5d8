import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { CancellationToken } from 'vscode-jsonrpc/node';

import type { RoundRequest, RoundResult } from '../../protocol/engine.ts';
import { failure } from '../failure.ts';
import type { FeatureMemory } from '../featureMemory.ts';
import { taskRequests } from '../taskRequests.ts';
import type { SharedMatrix } from '../taskRequests.ts';
import type { ThreadPool } from '../threadPool.ts';

/** Runs rounds; a newer request on the same features cancels the older one, whose labels are out of date. */
export function roundHandler(pool: ThreadPool, memory: FeatureMemory) {
  const underWay = new Map<string, CancellationTokenSource>();
  return async (request: RoundRequest, token: CancellationToken): Promise<RoundResult> => {
    const matrix = matrixFor(request, memory);
    underWay.get(request.featuresId)?.cancel();
    const source = new CancellationTokenSource();
    underWay.set(request.featuresId, source);
    const subscription = token.onCancellationRequested(() => source.cancel());
    try {
      return await pool.run(taskRequests.round, { request, matrix }, source.token);
    } finally {
      subscription.dispose();
      if (underWay.get(request.featuresId) === source) underWay.delete(request.featuresId);
    }
  };
}

function matrixFor(request: RoundRequest, memory: FeatureMemory): SharedMatrix {
  const matrix = memory.find(request.featuresId);
  if (matrix === null) {
    throw failure('unknownFeatures', 'The engine does not hold these features (any more); build them again.');
  }
  const isOutside = (row: number): boolean => row < 0 || row >= matrix.rows;
  const stray = request.eligibleRows.find(isOutside) ?? request.labeledRows.find(isOutside);
  if (stray !== undefined) {
    throw failure(
      'unknownFeatures',
      `Row ${stray} has no features: they were built for ${matrix.rows} rows. Build them again.`,
    );
  }
  return matrix;
}
