import type { BackendFinding } from '../../protocol/backend.ts';

/** Tries every backend that computes in a process of its own, whichever the user chose. */
export async function surveyBackends(): Promise<readonly BackendFinding[]> {
  const { tryBackendsApart } = await import('../tensors/onDemand.ts');
  // A thread's first argument is the module that it runs.
  return tryBackendsApart(process.argv[1]!);
}
