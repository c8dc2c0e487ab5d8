import type { CancellationToken } from 'vscode-jsonrpc/node';

import type { FeaturesInfo, FeaturesRequest } from '../../protocol/engine.ts';
import { countRows, readItems } from '../../store/readItems.ts';
import { toStoreError } from '../../store/sqlErrors.ts';
import type { FeatureMemory } from '../featureMemory.ts';
import type { ItemFeed } from '../itemFeed.ts';
import { taskRequests } from '../taskRequests.ts';
import type { ThreadPool } from '../threadPool.ts';

/** Builds (or reads from the disk cache) a project's features and keeps them for its rounds. */
export function featuresHandler(pool: ThreadPool, memory: FeatureMemory, feed: ItemFeed) {
  return async (
    request: FeaturesRequest & { readonly operation: string },
    token: CancellationToken,
  ): Promise<FeaturesInfo> => {
    const { database, operation } = request;
    const rowCount = await countRows(database).catch((error: unknown) => {
      throw toStoreError(error);
    });
    feed.open(operation, () => readItems(database));
    try {
      const { info, matrix } = await pool.run(taskRequests.features, { request, rowCount }, token);
      memory.keep(database, { featuresId: info.featuresId, matrix });
      return info;
    } finally {
      await feed.close(operation);
    }
  };
}
