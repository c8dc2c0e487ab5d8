import { isMainThread, workerData } from 'node:worker_threads';

import { isGpuRelay } from './gpu/gpuExchange.ts';
import { isHelper } from './helpers/helperOrder.ts';
import { isApartRelay } from './tensors/apart/exchange.ts';
import { processRoles } from './processRoles.ts';
import type { TaskThreadData } from './taskThread.ts';

/**
 * Entry of the engine process, of its worker threads and of the processes that deal with a GPU or a backend: one bundle, found by
 * its own path. Each side loads only its own part, so that the process answers before the native libraries are loaded.
 */
if (isMainThread && process.argv[2] === processRoles.probe) {
  void import('./gpu/findAdapter.ts').then(({ answerProbe }) => answerProbe());
} else if (isMainThread && process.argv[2] === processRoles.gpu) {
  void import('./gpu/gpuProcess.ts').then(({ runGpuProcess }) => runGpuProcess());
} else if (isMainThread && process.argv[2] === processRoles.networks) {
  const [, entry = '', , backend = ''] = process.argv;
  void import('./tensors/onDemand.ts').then(({ runApart }) => runApart(entry, backend));
} else if (isMainThread) {
  void import('./hostSide.ts').then(({ runHostSide }) => runHostSide(process.argv[1]!));
} else if (isGpuRelay(workerData)) {
  const { entry } = workerData;
  void import('./gpu/gpuRelay.ts').then(({ relayToGpu }) => relayToGpu(entry));
} else if (isApartRelay(workerData)) {
  const relay = workerData;
  void import('./tensors/apart/apartRelay.ts').then(({ relayToBackend }) => relayToBackend(relay));
} else if (isHelper(workerData)) {
  void import('./helpers/helperThread.ts').then(({ serveHelper }) => serveHelper());
} else {
  void import('./threadSide.ts').then(({ runThreadSide }) =>
    runThreadSide((workerData as TaskThreadData).port),
  );
}
