import { isMainThread, workerData } from 'node:worker_threads';

import type { TaskThreadData } from './taskThread.ts';

/**
 * Entry of the engine process and of its worker threads: one bundle, found by its own path. Each side loads only its
 * own half, so that the process answers before the native libraries are loaded.
 */
if (isMainThread) {
  void import('./hostSide.ts').then(({ runHostSide }) => runHostSide(process.argv[1]!));
} else {
  void import('./threadSide.ts').then(({ runThreadSide }) =>
    runThreadSide((workerData as TaskThreadData).port),
  );
}
