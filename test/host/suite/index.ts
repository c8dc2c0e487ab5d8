// Mocha inside VS Code's extension host. VS Code calls `run` and fails the run when it rejects.
import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import type { Counts, Failure } from '../../run/counts.ts';

const reportFile = process.env['NEXTLABEL_TEST_REPORT'];

function report(text: string): void {
  if (reportFile) appendFileSync(reportFile, `${text}\n`);
  else console.log(text);
}

/** The file that a bundle in this folder was made of. */
const sourceOf = (bundle: string | undefined): string =>
  bundle ? `test/host/suite/${path.basename(bundle, '.cjs')}.ts` : '';

async function runSuite(): Promise<Counts> {
  // The host's console is mixed with the workbench's log; the report goes to a file of its own.
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
    report(format(...parts));
  };
  const grep = process.env['NEXTLABEL_TEST_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    color: false,
    forbidOnly: true,
    retries: 1,
    ...(grep ? { grep } : {}),
  });
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, file));
  }
  let passed = 0;
  const failures: Failure[] = [];
  const tried: Failure[] = [];
  const failureOf = (test: Mocha.Runnable, error: unknown): Failure => {
    const message = error instanceof Error ? error.message : String(error);
    return { title: test.fullTitle(), file: sourceOf(test.file), message };
  };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => {
        resolve();
      })
      .on('pass', () => passed++)
      .on('retry', (test: Mocha.Runnable, error: unknown) => tried.push(failureOf(test, error)))
      .on('fail', (test: Mocha.Runnable, error: unknown) => failures.push(failureOf(test, error)));
  });
  const isFailed = ({ title }: Failure): boolean => failures.some((each) => each.title === title);
  const secondTries = tried.filter((each) => !isFailed(each));
  return { passed, failed: failures.length, failures, secondTries };
}

export async function run(): Promise<void> {
  try {
    const counts = await runSuite();
    const result = process.env['NEXTLABEL_TEST_RESULT'];
    if (result) writeFileSync(result, JSON.stringify(counts));
    if (counts.failed > 0 || counts.passed === 0) throw new Error(`${counts.failed} failed`);
  } catch (error) {
    // A test file that does not load ends the run before there is a count; say why where a person looks.
    report(error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  }
}
