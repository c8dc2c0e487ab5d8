import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** Starts the engine's module in another role: libraries there write of drivers that are missing, which nobody reads. */
export const forkQuietly = (entry: string, args: readonly string[]): ChildProcess =>
  fork(entry, [...args], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // In VS Code the executable may be Electron, which is Node only when told so.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
