/** With this argument the engine's entry looks for a GPU, says what it found and ends. */
export const PROBE_ARGUMENT = 'probeAdapter';
