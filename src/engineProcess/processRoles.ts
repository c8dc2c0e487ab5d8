/** First arguments with which the engine's entry is something else than the engine process. */
export const processRoles = {
  /** Looks for a GPU, says what it found and ends. */
  probe: 'probeGpu',
  /** Trains networks on a GPU for the thread that started it, and ends with it. */
  gpu: 'trainOnGpu',
  /** Computes networks with the backend that the next argument names, for the thread that started it. */
  networks: 'computeNetworks',
} as const;
