// Drives the packaged extension in a real VS Code through a real browser: `npm run test:browser`.
//   npm run test:browser -- labeling     only files whose name contains the word
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { packageExtension, vsixPath } from '../../vsix.mjs';
import { installExtension } from '../host/vscodeServer.ts';
import { reportCounts } from '../run/counts.ts';
import type { Failure } from '../run/counts.ts';
import { root } from '../run/machine.mjs';

/** The package as `npm test` made it a moment ago, else a new one. */
async function findPackage(): Promise<string> {
  const given = process.env['NEXTLABEL_PACKAGED'] === '1' && existsSync(vsixPath());
  return given ? vsixPath() : packageExtension();
}

const folder = mkdtempSync(path.join(tmpdir(), 'nextlabel-e2e-'));
// Each test file starts its own VS Code on a copy of these, as they are right after an installation.
const extensions = path.join(folder, 'extensions');
await installExtension(await findPackage(), extensions, path.join(folder, 'server'));
process.env['NEXTLABEL_EXTENSIONS'] = extensions;

/** Those that take longest are begun first, so that none is left over at the end. */
const LONGEST = ['experiments', 'views', 'network', 'inspector', 'whatIf'];
const rank = (file: string): number => {
  const index = LONGEST.indexOf(path.basename(file, '.e2e.ts'));
  return index === -1 ? LONGEST.length : index;
};

/** Each file has a VS Code, a Chromium, ports and folders of its own, and waits for half of its time. */
const AT_A_TIME = 2;

const words = process.argv.slice(2);
const files = readdirSync(path.join(root, 'test/e2e'))
  .filter(
    (file) => file.endsWith('.e2e.ts') && (words.length === 0 || words.some((word) => file.includes(word))),
  )
  .sort((a, b) => rank(a) - rank(b))
  .map((file) => path.join(root, 'test/e2e', file));

/** What the test threw: the error that arrives here wraps it in one that says only that a test failed. */
const reasonOf = ({ message, cause }: Error): string => (cause instanceof Error ? cause.message : message);

interface Outcome {
  /** The file of each test that passed. */
  readonly passed: readonly string[];
  readonly failures: readonly Failure[];
}

async function runFiles(chosen: readonly string[], concurrency: number): Promise<Outcome> {
  const passed: string[] = [];
  const failures: Failure[] = [];
  const stream = run({ files: [...chosen], concurrency, timeout: 600_000 });
  stream.on('test:pass', ({ details, file = '' }) => {
    if (details.type !== 'suite') passed.push(file);
  });
  // A file that breaks before its tests arrives here as a failed test of its own.
  stream.on('test:fail', ({ name: title, file = '', details }) => {
    if (details.type !== 'suite') failures.push({ title, file, message: reasonOf(details.error) });
  });
  stream.pipe(new spec()).pipe(process.stdout, { end: false });
  await new Promise((resolve) => stream.once('end', resolve));
  return { passed, failures };
}

const first = await runFiles(files, AT_A_TIME);
// The tests of a file follow one another, so all of a file are tried again, with the machine to themselves.
const broken = files.filter((file) => first.failures.some((each) => each.file === file));
const second: Outcome = broken.length > 0 ? await runFiles(broken, 1) : { passed: [], failures: [] };
rmSync(folder, { recursive: true, force: true });
const nameless = first.failures.filter(({ file }) => !broken.includes(file));
const failures = [...nameless, ...second.failures];
reportCounts({
  passed: first.passed.filter((file) => !broken.includes(file)).length + second.passed.length,
  failed: failures.length,
  failures,
  secondTries: first.failures.filter(
    ({ file }) => broken.includes(file) && second.failures.every((each) => each.file !== file),
  ),
});
