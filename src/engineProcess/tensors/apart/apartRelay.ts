import { forkQuietly } from '../../forkQuietly.ts';
import { processRoles } from '../../processRoles.ts';
import type { ApartAnswer, ApartCommand, ApartRelayData } from './exchange.ts';

/**
 * A thread between one that computes, and so can only wait for shared memory to change, and the process of a backend,
 * which sends messages.
 */
export function relayToBackend({ entry, backend, changes, port }: ApartRelayData): void {
  const child = forkQuietly(entry, [processRoles.networks, backend]);
  const tell = (answer: ApartAnswer): void => {
    port.postMessage(answer);
    Atomics.add(changes, 0, 1);
    Atomics.notify(changes, 0);
  };
  child.on('message', (answer: ApartAnswer) => tell(answer));
  child.once('error', (error) => tell({ kind: 'ended', why: `its process did not start: ${error.message}` }));
  child.once('exit', (code, signal) =>
    tell({ kind: 'ended', why: `its process ended (${signal ?? `exit code ${code ?? 'unknown'}`})` }),
  );
  port.on('message', (command: ApartCommand) => void child.send(command, () => undefined));
  port.once('close', () => child.kill('SIGKILL'));
}
