import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';

import { loggerOf } from './log.ts';
import type { Log } from './log.ts';

/** Variables for a new process. */
export type Environment = () => Readonly<Record<string, string>>;

export interface EngineChildOptions {
  /** The module that the process runs. */
  readonly modulePath: string;
  readonly env: Environment;
  readonly execArgv: readonly string[];
  readonly log: Log;
}

/** One run of the engine process. */
export interface EngineChild {
  /** Null when the process could not be started. */
  readonly pid: number | null;
  /** Not listening yet. */
  readonly connection: MessageConnection;
  /** Resolves once the process is gone, saying how it ended. */
  readonly ended: Promise<string>;
  kill(): void;
  /** Lets it end by itself (it does so when the channel closes); kills it after `graceMs`. */
  end(graceMs: number): Promise<void>;
}

export function forkEngine(options: EngineChildOptions): EngineChild {
  const child = fork(options.modulePath, [], {
    serialization: 'advanced',
    execArgv: [...options.execArgv],
    // In VS Code the executable may be Electron, which is Node only when told so.
    env: { ...process.env, ...options.env(), ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  forwardLines(child.stdout, (line) => options.log('info', line));
  forwardLines(child.stderr, (line) => options.log('warn', line));
  const ended = endOf(child);
  return {
    pid: child.pid ?? null,
    connection: createMessageConnection(
      new IPCMessageReader(child),
      new IPCMessageWriter(child),
      loggerOf(options.log),
    ),
    ended,
    kill: () => void child.kill('SIGKILL'),
    end: async (graceMs) => {
      if (child.connected) child.disconnect();
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) =>
      resolve(signal === null ? `it ended with exit code ${code ?? 'unknown'}` : `it was ended by ${signal}`),
    );
    // Also emitted for a message that could not be sent; only without a pid was there never a process.
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(`it could not be started: ${error.message}`);
    });
  });
}

function forwardLines(stream: Readable | null, take: (line: string) => void): void {
  if (stream === null) return;
  createInterface({ input: stream }).on('line', take);
}
