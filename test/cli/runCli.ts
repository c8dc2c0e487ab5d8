import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleOr } from '../bundles.ts';

/** The module of the command line. */
export const cliEntry = bundleOr('cli.cjs', 'cli/main.ts');

export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a process of its own, as a shell would. */
export function runCli(
  args: readonly string[],
  { node = process.execPath, main = cliEntry, cwd = process.cwd() } = {},
): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'], cwd });
    const chunks = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => (chunks[name] += text));
    }
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...chunks }));
  });
}

/** The parsed result of a run that has to succeed. */
export async function resultOf<Result>(args: readonly string[], options = {}): Promise<Result> {
  const { code, stdout, stderr } = await runCli([...args, '--format', 'json'], options);
  if (code !== 0) throw new Error(`exit code ${String(code)}: ${stderr}`);
  return JSON.parse(stdout) as Result;
}

/** A folder for one test file; `write` returns the path of what it wrote. */
export function scratch(): {
  readonly folder: string;
  readonly write: (name: string, text: string) => string;
  readonly end: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'nextlabel-cli-'));
  return {
    folder,
    write: (name, text) => {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** CSV with every digit of the numbers. */
export function csv(header: readonly string[], rows: readonly (readonly (number | string)[])[]): string {
  return [header, ...rows].map((row) => `${row.join(',')}\n`).join('');
}

/** x0, x1, ... */
export const featureNames = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `x${index}`);
