import { spawn } from 'node:child_process';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface InstallOptions {
  /** Name and exact version, as `npm install` takes them. */
  readonly spec: string;
  /** Where its `node_modules` is to be; what is there is replaced only when all is well. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Told each line that npm prints. */
  readonly onLine: (line: string) => void;
  /** npm's command; for tests. */
  readonly npm?: string;
}

/** Thrown where a package could not be installed; its message is for the user. */
export class InstallError extends Error {
  readonly reason = 'installFailed';
  constructor(message: string) {
    super(message);
    this.name = 'InstallError';
  }
}

/** npm's last lines, which say what went wrong. */
const TAIL = 3;

/**
 * Installs an npm package with its dependencies into a folder of its own. Throws InstallError in words for the user, and
 * an AbortError where it was cancelled; nothing is left behind then.
 */
export async function installPackage(options: InstallOptions): Promise<void> {
  const { folder, signal } = options;
  const work = `${folder}.part`;
  await rm(work, { recursive: true, force: true });
  await mkdir(work, { recursive: true });
  try {
    // Without, npm looks for a project in the folders above.
    await writeFile(path.join(work, 'package.json'), '{ "private": true }\n');
    await runNpm(options, work);
    signal.throwIfAborted();
    await rm(folder, { recursive: true, force: true });
    await rename(work, folder);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

function runNpm({ spec, signal, onLine, npm = 'npm' }: InstallOptions, cwd: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // npm is a script on Windows, which only a shell starts; on others a group of its own can be ended as a whole.
    const isWindows = process.platform === 'win32';
    const child = spawn(npm, ['install', spec, '--save-exact', '--no-audit', '--no-fund'], {
      cwd,
      shell: isWindows,
      detached: !isWindows,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const lines: string[] = [];
    const take = (chunk: Buffer): void => {
      for (const line of chunk.toString().split('\n')) {
        if (line.trim() === '') continue;
        lines.push(line.trim());
        onLine(line.trim());
      }
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const stop = (): void => endGroup(child.pid, isWindows);
    signal.addEventListener('abort', stop);
    const settle = (error: Error | null): void => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(signal.reason as Error);
      else if (error === null) resolve();
      else reject(error);
    };
    child.once('error', (error: NodeJS.ErrnoException) =>
      settle(new InstallError(startFailure(error, spec))),
    );
    child.once('close', (code) => {
      if (code === 0) settle(null);
      else settle(new InstallError(`npm could not install ${spec}: ${lines.slice(-TAIL).join(' ')}`));
    });
  });
}

const startFailure = ({ code, message }: NodeJS.ErrnoException, spec: string): string =>
  code === 'ENOENT'
    ? `npm was not found, which installs ${spec}: install Node.js, which brings it, and start VS Code again.`
    : `npm did not start: ${message}`;

function endGroup(pid: number | undefined, isWindows: boolean): void {
  if (pid === undefined) return;
  try {
    process.kill(isWindows ? pid : -pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
