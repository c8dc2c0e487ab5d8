import { isMainThread, workerData } from 'node:worker_threads';

import { PROBE_ARGUMENT } from './probeArgument.ts';
import type { TaskThreadData } from './taskThread.ts';

/**
 * Entry of the engine process, of its worker threads and of its search for a GPU: one bundle, found by its own path. Each side loads only its
 * own half, so that the process answers before the native libraries are loaded.
 */
if (isMainThread && process.argv[2] === PROBE_ARGUMENT) {
  void import('./backend.ts').then(({ answerProbe }) => answerProbe());
} else if (isMainThread) {
  void import('./hostSide.ts').then(({ runHostSide }) => runHostSide(process.argv[1]!));
} else {
  void import('./threadSide.ts').then(({ runThreadSide }) =>
    runThreadSide((workerData as TaskThreadData).port),
  );
}
