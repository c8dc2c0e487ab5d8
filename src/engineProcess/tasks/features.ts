import { loadOrBuildFeatures, modelHashOf } from '../../data/featureCache.ts';
import { featurise } from '../../data/featurise.ts';
import type { Matrix } from '../../engine/numeric/matrix.ts';
import type { FeaturesInfo } from '../../protocol/engine.ts';
import { modelOpener } from '../modelOpener.ts';
import { progressReporter } from '../progressReporter.ts';
import type { TaskContext } from '../taskContext.ts';
import type { FeaturesTask, SharedMatrix } from '../taskRequests.ts';
import { feedItems } from './feedItems.ts';

/** Features from the disk cache, or from the items that the main thread reads for this task. */
export async function features(
  { request, rowCount }: FeaturesTask,
  context: TaskContext,
): Promise<{ readonly info: FeaturesInfo; readonly matrix: SharedMatrix }> {
  const start = performance.now();
  const { spec, seed, cacheFolder, operation } = request;
  let passes = 0;
  const key = { ...request, modelHash: await modelHashOf(spec, context.signal) };
  const { matrix, notes, featuresId, cached } = await loadOrBuildFeatures(key, () =>
    featurise({
      spec,
      rowCount,
      seed,
      items: () => feedItems(operation, ++passes, context),
      signal: context.signal,
      onProgress: progressReporter(context.connection, operation),
      thumbnails: cacheFolder,
      // A thread's first argument is the module that it runs.
      openModel: modelOpener(process.argv[1]!),
    }),
  );
  const { rows, columns } = matrix;
  const info = { featuresId, rows, columns, notes, cached, durationMs: performance.now() - start };
  return { info, matrix: share(matrix) };
}

function share({ rows, columns, data }: Matrix): SharedMatrix {
  if (data.buffer instanceof SharedArrayBuffer && data.byteLength === data.buffer.byteLength) {
    return { rows, columns, buffer: data.buffer };
  }
  const buffer = new SharedArrayBuffer(data.byteLength);
  new Float32Array(buffer).set(data);
  return { rows, columns, buffer };
}
