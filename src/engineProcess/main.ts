import { isMainThread, workerData } from 'node:worker_threads';

import { isGpuThread } from './gpu/gpuExchange.ts';
import { isHelper } from './helpers/helperOrder.ts';
import { PROBE_ARGUMENT } from './probeArgument.ts';
import type { TaskThreadData } from './taskThread.ts';

/**
 * Entry of the engine process, of its worker threads and of its search for a GPU: one bundle, found by its own path.
 * Each side loads only its own part, so that the process answers before the native libraries are loaded.
 */
if (isMainThread && process.argv[2] === PROBE_ARGUMENT) {
  void import('./backend.ts').then(({ answerProbe }) => answerProbe());
} else if (isMainThread) {
  void import('./hostSide.ts').then(({ runHostSide }) => runHostSide(process.argv[1]!));
} else if (isGpuThread(workerData)) {
  void import('./gpu/gpuThread.ts').then(({ serveGpu }) => serveGpu());
} else if (isHelper(workerData)) {
  void import('./helpers/helperThread.ts').then(({ serveHelper }) => serveHelper());
} else {
  void import('./threadSide.ts').then(({ runThreadSide }) =>
    runThreadSide((workerData as TaskThreadData).port),
  );
}
