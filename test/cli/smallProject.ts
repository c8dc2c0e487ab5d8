import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runCommandLine } from '../../src/cli/commandLine.ts';
import type { EngineClient } from '../../src/engineProcess/engineClient.ts';
import type { InspectReport } from '../../src/protocol/inspect.ts';
import { labelProject, startEngine } from './labeledProject.ts';
import type { CliRun } from './runCli.ts';

const plans = ['gold', 'silver', 'bronze'];

export const rows = Array.from({ length: 120 }, (_, index) => ({
  id: `t${index}`,
  height: 3 * Math.sin(index * 7),
  width: 2 * Math.cos(index * 3),
  plan: plans[index % 3]!,
}));

export const truth: ReadonlyMap<string, string> = new Map(
  rows.map(({ id, height, width }) => [id, height + width + Math.sin(height * 9) > 0 ? 'yes' : 'no']),
);

/** Where copies of databases lie, for one file of tests alone: their folder is made below `folder`. */
export function ownCopies(folder: string): string {
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  process.env['TMPDIR'] = temporary;
  return temporary;
}

/** Does work with an engine process that ends with it. */
export async function withEngine<Result>(work: (engine: EngineClient) => Promise<Result>): Promise<Result> {
  const engine = startEngine();
  try {
    return await work(engine);
  } finally {
    await engine.dispose();
  }
}

/** A table with two classes, of which `t9` is skipped. Returns its project file. */
export const labelSmall = (
  folder: string,
  engine: EngineClient,
  batches: readonly number[],
): Promise<string> =>
  labelProject(folder, engine, {
    name: 'small',
    file: {
      source: 'small.csv',
      kind: 'tabular',
      id: 'id',
      classes: ['yes', 'no'],
      randomShare: 0.3,
      seed: 5,
      batchSize: 5,
    },
    source: [
      'id,height,width,plan',
      ...rows.map(({ id, height, width, plan }) => [id, height, width, plan].join(',')),
      '',
    ].join('\n'),
    answer: (id) => (id === 't9' ? null : truth.get(id)!),
    batches,
  });

/** `nextlabel inspect` in this process: starting one takes longer than the command does. */
export async function run(...args: string[]): Promise<CliRun> {
  const texts = { stdout: '', stderr: '' };
  const code = await runCommandLine(['inspect', ...args], {
    out: (text) => (texts.stdout += text),
    error: (text) => (texts.stderr += text),
    interactive: false,
  });
  return { code, ...texts };
}

/** The report of a run that has to succeed. */
export async function inspect(...args: string[]): Promise<InspectReport> {
  const { code, stdout, stderr } = await run(...args, '--quiet');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as InspectReport;
}

/** What a run says that has to be refused. */
export async function problemOf(...args: string[]): Promise<string> {
  const { code, stderr, stdout } = await run(...args, '--quiet');
  expect([code, stdout]).toEqual([2, '']);
  return stderr;
}
