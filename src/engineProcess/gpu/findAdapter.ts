import { allowsWebgpu, askedBackend } from '../forcedBackend.ts';
import { forkQuietly } from '../forkQuietly.ts';
import { processRoles } from '../processRoles.ts';
import { openAdapter } from './gpuLibrary.ts';
import type { AdapterFinding, UsableAdapter } from './gpuLibrary.ts';
import { passesSelfTest } from './gpuSelfTest.ts';
import { createGpuTrainer } from './gpuTrainer.ts';

/** A driver that has not answered by then is not waited for. The first time it compiles shaders. */
const probeMs = 20_000;
/** How long whoever only wants to tell people of it waits. */
const tellMs = 1_000;

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

/**
 * Whether a GPU was found, and may be used. Does not wait: the first call begins to look, and until that ends the answer
 * is no.
 */
export function adapterFound(entry: string): boolean {
  if (!allowsWebgpu()) return false;
  void findAdapter(entry);
  return hasAdapter;
}

/** As `findAdapter`, anew each time. */
export function probe(entry: string, limitMs: number): Promise<AdapterFinding> {
  return new Promise((resolve) => {
    const child = forkQuietly(entry, [processRoles.probe]);
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
  process.send?.(found.kind === 'adapter' ? await tryAdapter(found) : found);
}

/** What would crash or compute wrongly does so here. */
async function tryAdapter({ library, adapter, name }: UsableAdapter): Promise<AdapterFinding> {
  try {
    const trainer = await createGpuTrainer(library, adapter);
    return (await passesSelfTest(trainer))
      ? { kind: 'adapter', name }
      : { kind: 'none', why: `${name} computes wrongly` };
  } catch (error) {
    return { kind: 'none', why: `${name} fails: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** `describeBackend`, without waiting for long. */
export async function backendInWords(entry: string): Promise<string> {
  if (!allowsWebgpu()) return `CPU (the backend ${askedBackend()} was chosen)`;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), tellMs);
  });
  const found = await Promise.race([findAdapter(entry), late]);
  clearTimeout(timer);
  return found === null ? 'CPU (still looking for a GPU)' : describeBackend(found);
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
