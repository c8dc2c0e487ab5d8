import type { CancellationToken } from 'vscode-jsonrpc/node';

import type { WhatIfRequest, WhatIfResult } from '../../protocol/whatIf.ts';
import type { FeatureMemory } from '../featureMemory.ts';
import { matrixFor } from '../matrixFor.ts';
import { taskRequests } from '../taskRequests.ts';
import type { ThreadPool } from '../threadPool.ts';

/** Replays strategies on labels; beside the rounds, which go on meanwhile. */
export function whatIfHandler(pool: ThreadPool, memory: FeatureMemory) {
  return async (
    request: WhatIfRequest & { readonly operation: string },
    token: CancellationToken,
  ): Promise<WhatIfResult> => {
    const { queued, given, openRows } = request;
    const matrix = matrixFor(memory, request.featuresId, [queued.rows, given.rows, openRows]);
    return pool.run(taskRequests.whatIf, { request, matrix }, token, { endThread: true });
  };
}
