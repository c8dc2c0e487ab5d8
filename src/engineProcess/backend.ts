import { fork } from 'node:child_process';
import { PROBE_ARGUMENT } from './probeArgument.ts';
import { openAdapter } from './gpu/gpuLibrary.ts';
import type { AdapterFinding } from './gpu/gpuLibrary.ts';

/** A driver that has not answered by then is not waited for. */
const probeMs = 5_000;

let finding: Promise<AdapterFinding> | null = null;
let hasAdapter = false;

/**
 * Looks for a GPU, once in the life of this process, in a process of its own: a driver may crash or hang. `entry` is
 * the engine's module. Never rejects.
 */
export function findAdapter(entry: string): Promise<AdapterFinding> {
  finding ??= probe(entry, probeMs).then((found) => {
    hasAdapter = found.kind === 'adapter';
    return found;
  });
  return finding;
}

/** Whether a GPU was found. Does not wait: the first call begins to look, and until that ends the answer is no. */
export function adapterFound(entry: string): boolean {
  void findAdapter(entry);
  return hasAdapter;
}

/** As `findAdapter`, anew each time. */
export function probe(entry: string, limitMs: number): Promise<AdapterFinding> {
  return new Promise((resolve) => {
    const child = fork(entry, [PROBE_ARGUMENT], {
      // Dawn writes of drivers that are not there to where nobody looks.
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // In VS Code the executable may be Electron, which is Node only when told so.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    const end = (found: AdapterFinding): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(found);
    };
    const timer = setTimeout(
      () => end({ kind: 'none', why: `its driver did not answer in ${limitMs / 1000} s` }),
      limitMs,
    );
    child.once('message', (message) => end(message as AdapterFinding));
    child.once('error', (error) => end({ kind: 'none', why: `the search did not start: ${error.message}` }));
    child.once('exit', (code, signal) =>
      end({ kind: 'none', why: `the search for one failed (${signal ?? `exit code ${code ?? 'unknown'}`})` }),
    );
  });
}

/** The child's side of `probe`. */
export async function answerProbe(): Promise<void> {
  process.once('disconnect', () => process.exit());
  const found = await openAdapter();
  const answer: AdapterFinding = found.kind === 'adapter' ? { kind: 'adapter', name: found.name } : found;
  process.send?.(answer);
}

/** What computes here, for people. */
export function describeBackend(found: AdapterFinding): string {
  switch (found.kind) {
    case 'adapter':
      return `CPU and GPU (${found.name})`;
    case 'software':
      return `CPU (no GPU: ${found.name} is software)`;
    case 'none':
      return `CPU (no GPU: ${found.why})`;
  }
}
