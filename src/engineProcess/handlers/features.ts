import type { CancellationToken } from 'vscode-jsonrpc/node';

import { stampModel } from '../../data/frozen/modelFiles.ts';
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
    const { operation, ...wanted } = request;
    const { database, spec } = wanted;
    // Features of a model that was replaced by another one under the same name are out of date.
    const stamp = typeof spec.images === 'object' ? await stampModel(spec.images.model) : null;
    const key = JSON.stringify([wanted, stamp]);
    const kept = memory.recall(database, key);
    if (kept !== null) return { ...kept.info, cached: true, durationMs: 0 };
    const rowCount = await countRows(database).catch((error: unknown) => {
      throw toStoreError(error);
    });
    feed.open(operation, () => readItems(database));
    try {
      const features = await pool.run(taskRequests.features, { request, rowCount }, token, {
        endThread: true,
      });
      memory.keep(database, { key, ...features });
      return features.info;
    } finally {
      await feed.close(operation);
    }
  };
}
