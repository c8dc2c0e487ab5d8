import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { projectNode, vscodeFolder } from '../run/machine.mjs';

const SERVER = path.join(vscodeFolder, 'out/server-main.js');
const START_LIMIT_MS = 60_000;

/** Nothing that moves, asks or calls out while tests look at the workbench. */
const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.colorTheme': 'Dark Modern',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'git.enabled': false,
  'files.hotExit': 'off',
} as const;

export const temporaryFolder = (name: string): string =>
  mkdtempSync(path.join(tmpdir(), `nextlabel-${name}-`));

export interface ServerOptions {
  /** Everything the server writes goes here. */
  readonly dataFolder: string;
  readonly extensionsFolder?: string;
  readonly userDataFolder?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /**
   * Accept an extension under development and its tests from the URL. VS Code then suppresses notifications, so tests
   * of what a user sees leave it off and install the package.
   */
  readonly acceptTests?: boolean;
  /** False keeps VS Code's question whether the workspace is trusted. Default true: every folder is. */
  readonly trustAll?: boolean;
}

export interface WorkbenchTarget {
  /** Folder to open. */
  readonly folder?: string;
  /** File to open in an editor. */
  readonly file?: string;
  readonly developmentPath?: string;
  readonly testsPath?: string;
  readonly disableExtensions?: boolean;
}

export interface VsCodeServer {
  readonly port: number;
  readonly pid: number;
  log(): string;
  url(target: WorkbenchTarget): string;
  stop(): Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('no free port'));
        else resolve(address.port);
      });
    });
  });

/** Without the variables of a VS Code that these tests may be started from; with no marketplace to call. */
function serverEnv(dataFolder: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name));
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{}', XDG_RUNTIME_DIR: dataFolder };
}

/** Installs a packaged extension, as `code --install-extension` does. */
export function installExtension(vsix: string, extensionsFolder: string, dataFolder: string): Promise<void> {
  mkdirSync(dataFolder, { recursive: true });
  const args = ['--accept-server-license-terms', '--install-extension', vsix];
  args.push('--extensions-dir', extensionsFolder, '--server-data-dir', dataFolder);
  return new Promise((resolve, reject) => {
    let output = '';
    const child = spawn(projectNode(), [SERVER, ...args], { env: serverEnv(dataFolder) });
    const collect = (chunk: Buffer): void => void (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`installing ${vsix} failed (${String(code)}):\n${output}`));
    });
  });
}

/** Resolves when the server says that it listens; rejects with what it printed when it does not. */
function listening(child: ChildProcess, log: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (why: string): void => {
      clearTimeout(timer);
      reject(new Error(`VS Code's server ${why}\n${log()}`));
    };
    const timer = setTimeout(() => {
      fail(`was not up after ${START_LIMIT_MS / 1000} s`);
    }, START_LIMIT_MS);
    child.stdout?.on('data', () => {
      if (!log().includes('Web UI available at')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('error', (error) => {
      fail(`did not start: ${error.message}`);
    });
    child.once('exit', (code, signal) => {
      fail(`ended early (${String(code ?? signal)})`);
    });
  });
}

/** Signals the server's whole process group: its extension host would otherwise live on for hours. */
function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended already.
  }
}

async function stopGroup(child: ChildProcess, pid: number): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    signalGroup(pid, 'SIGTERM');
    const timer = setTimeout(() => {
      signalGroup(pid, 'SIGKILL');
    }, 3000);
    await gone;
    clearTimeout(timer);
  }
  signalGroup(pid, 'SIGKILL');
}

function workbenchUrl(port: number, target: WorkbenchTarget): string {
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${port}${encodeURI(file)}`;
  const payload = [['skipWelcome', 'true']];
  if (target.file) payload.push(['openFile', remote(target.file)]);
  if (target.developmentPath) payload.push(['extensionDevelopmentPath', remote(target.developmentPath)]);
  if (target.testsPath) payload.push(['extensionTestsPath', remote(target.testsPath)]);
  if (target.disableExtensions) payload.push(['disableExtensions', 'true']);
  const query = new URLSearchParams();
  if (target.folder) query.set('folder', target.folder);
  query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}

function writeSettings(userDataFolder: string, settings: ServerOptions['settings']): void {
  const file = path.join(userDataFolder, 'User/settings.json');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
}

/** Starts VS Code's server build on a free port of 127.0.0.1. */
export async function startServer(options: ServerOptions): Promise<VsCodeServer> {
  const { dataFolder } = options;
  const userDataFolder = options.userDataFolder ?? path.join(dataFolder, 'user');
  mkdirSync(dataFolder, { recursive: true });
  writeSettings(userDataFolder, options.settings);
  const port = await freePort();
  const args = [SERVER, '--host', '127.0.0.1', '--port', String(port), '--without-connection-token'];
  args.push('--accept-server-license-terms', '--telemetry-level', 'off');
  args.push('--server-data-dir', dataFolder, '--user-data-dir', userDataFolder);
  args.push('--extensions-dir', options.extensionsFolder ?? path.join(dataFolder, 'extensions'));
  if (options.trustAll !== false) args.push('--disable-workspace-trust');
  if (options.acceptTests) args.push('--enable-smoke-test-driver');
  const child = spawn(projectNode(), args, {
    env: serverEnv(dataFolder),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const pid = child.pid ?? -1;
  const onExit = (): void => {
    signalGroup(pid, 'SIGKILL');
  };
  process.once('exit', onExit);
  try {
    await listening(child, () => output);
  } catch (error) {
    onExit();
    throw error;
  }
  return {
    port,
    pid,
    log: () => output,
    url: (target) => workbenchUrl(port, target),
    stop: () => {
      process.off('exit', onExit);
      return stopGroup(child, pid);
    },
  };
}
