import { getBackend, getKernelsForBackend, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { afterEach } from 'vitest';

type Failure = (name: string, rows: number) => Error | null;

/** Has kernels fail until the test ends; see `wrapKernels`. */
export function useFailingKernels(): (failure: Failure) => void {
  let restore = (): void => undefined;
  afterEach(() => {
    restore();
    restore = () => undefined;
  });
  return (failure) => (restore = wrapKernels(failure));
}

/**
 * Has the kernels of the backend that is set ask `failure` first, with their name and the largest first side of what they
 * are given, whether to throw; gives what puts them back.
 */
function wrapKernels(failure: Failure): () => void {
  const own = getKernelsForBackend(getBackend());
  const put = (all: typeof own): void => {
    for (const config of all) {
      unregisterKernel(config.kernelName, config.backendName);
      // Set up once already.
      const { kernelName, backendName, kernelFunc } = config;
      registerKernel({ kernelName, backendName, kernelFunc });
    }
  };
  put(
    own.map((config) => ({
      ...config,
      kernelFunc: (call) => {
        const rows = Math.max(0, ...Object.values(call.inputs).map((input) => input?.shape[0] ?? 0));
        const error = failure(config.kernelName, rows);
        if (error !== null) throw error;
        return config.kernelFunc(call);
      },
    })),
  );
  return () => put(own);
}
