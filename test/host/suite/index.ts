// Mocha inside VS Code's extension host. VS Code calls `run` and fails the run when it rejects.
import { appendFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** The host's console is mixed with the workbench's log; the report goes to a file of its own. */
function writeReportTo(file: string | undefined): void {
  if (!file) return;
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
    appendFileSync(file, `${format(...parts)}\n`);
  };
}

export async function run(): Promise<void> {
  writeReportTo(process.env['NEXTLABEL_TEST_REPORT']);
  const grep = process.env['NEXTLABEL_TEST_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 60_000,
    color: false,
    forbidOnly: true,
    ...(grep ? { grep } : {}),
  });
  for (const file of readdirSync(__dirname).sort()) {
    if (file.endsWith('.test.cjs')) mocha.addFile(path.join(__dirname, file));
  }
  const counts = { passed: 0, failed: 0 };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => {
        resolve();
      })
      .on('pass', () => counts.passed++)
      .on('fail', () => counts.failed++);
  });
  const result = process.env['NEXTLABEL_TEST_RESULT'];
  if (result) writeFileSync(result, JSON.stringify(counts));
  if (counts.failed > 0 || counts.passed === 0) throw new Error(`${counts.failed} failed`);
}
