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

let passed = 0;
const failures: Failure[] = [];
const stream = run({ files, concurrency: AT_A_TIME, timeout: 600_000 });
stream.on('test:pass', (event) => {
  if (event.details.type !== 'suite') passed += 1;
});
// A file that breaks before its tests arrives here as a failed test of its own.
stream.on('test:fail', (event) => {
  const { name: title, file = '', details } = event;
  if (details.type !== 'suite') failures.push({ title, file, message: reasonOf(details.error) });
});
stream.pipe(new spec()).pipe(process.stdout);
await new Promise((resolve) => stream.once('end', resolve));
rmSync(folder, { recursive: true, force: true });
reportCounts({ passed, failed: failures.length, failures });
