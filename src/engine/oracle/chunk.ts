/**
 * Candidates retrained between two looks at the signal; a multiple of the kernels' four lanes, and the same however many
 * threads share the work, so that the same candidates always stand side by side.
 */
export const CHUNK = 64;
