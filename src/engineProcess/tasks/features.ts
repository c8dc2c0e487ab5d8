import { loadOrBuildFeatures } from '../../data/featureCache.ts';
import { featurise } from '../../data/featurise.ts';
import type { ItemContent } from '../../data/featurisers/featuriser.ts';
import type { Matrix } from '../../engine/numeric/matrix.ts';
import type { FeaturesInfo } from '../../protocol/engine.ts';
import { progressReporter } from '../progressReporter.ts';
import { sendRequest } from '../rpc.ts';
import type { TaskContext } from '../taskContext.ts';
import { feedRequests } from '../taskRequests.ts';
import type { FeaturesTask, SharedMatrix } from '../taskRequests.ts';

/** Features from the disk cache, or from the items that the main thread reads for this task. */
export async function features(
  { request, rowCount }: FeaturesTask,
  context: TaskContext,
): Promise<{ readonly info: FeaturesInfo; readonly matrix: SharedMatrix }> {
  const start = performance.now();
  const { spec, seed, cacheFolder, operation } = request;
  let passes = 0;
  const { matrix, notes, featuresId, cached } = await loadOrBuildFeatures(request, () =>
    featurise({
      spec,
      rowCount,
      seed,
      items: () => itemsOf(operation, ++passes, context),
      signal: context.signal,
      onProgress: progressReporter(context.connection, operation),
      thumbnails: cacheFolder,
    }),
  );
  const { rows, columns } = matrix;
  const info = { featuresId, rows, columns, notes, cached, durationMs: performance.now() - start };
  return { info, matrix: share(matrix) };
}

/** One pass over the items. The next page is asked for while this one is worked on. */
async function* itemsOf(
  operation: string,
  pass: number,
  { connection, signal }: TaskContext,
): AsyncGenerator<ItemContent> {
  const ask = (): Promise<readonly ItemContent[]> =>
    sendRequest(connection, feedRequests.nextPage, { operation, pass });
  for (let next = ask(); ;) {
    const page = await next;
    signal.throwIfAborted();
    if (page.length === 0) return;
    next = ask();
    // Whoever stops early does not wait for it; if it failed, the next `await` tells.
    next.catch(() => undefined);
    yield* page;
  }
}

function share({ rows, columns, data }: Matrix): SharedMatrix {
  if (data.buffer instanceof SharedArrayBuffer && data.byteLength === data.buffer.byteLength) {
    return { rows, columns, buffer: data.buffer };
  }
  const buffer = new SharedArrayBuffer(data.byteLength);
  new Float32Array(buffer).set(data);
  return { rows, columns, buffer };
}
