// Runs test/host/suite inside VS Code: `npm run test:host`, or `npm run test:host -- <words of a test's title>`.
// NEXTLABEL_DESKTOP=1 downloads and uses the desktop VS Code (needs the internet and a display).
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { projectPath, root } from '../run/machine.mjs';
import { reportCounts } from '../run/counts.ts';
import type { Counts } from '../run/counts.ts';
import { temporaryFolder } from './vscodeServer.ts';

/** Bundles of the suite; inside the project, so that `mocha` is found from there. */
const bundles = path.join(root, 'node_modules/.cache/nextlabel/host');

async function bundleSuite(): Promise<void> {
  rmSync(bundles, { recursive: true, force: true });
  const suite = path.join(root, 'test/host/suite');
  const entryPoints = (await readdir(suite)).filter((file) => /(^index|\.test)\.ts$/.test(file));
  await build({
    entryPoints: entryPoints.map((file) => path.join(suite, file)),
    outdir: bundles,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    // As the build has it: jsonc-parser's other build hides its files from a bundler.
    mainFields: ['module', 'main'],
    format: 'cjs',
    external: ['vscode', 'mocha', 'sqlite3', 'sharp', 'webgpu', 'node:sqlite'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** What the suite left behind; a run that ended before its suite did counts as one failure. */
function countsOf(resultFile: string): Counts {
  if (!existsSync(resultFile)) return { passed: 0, failed: 1 };
  return JSON.parse(readFileSync(resultFile, 'utf8')) as Counts;
}

if (!existsSync(path.join(root, 'dist/extension.cjs'))) throw new Error('Run `npm run build` first.');
await bundleSuite();
const folder = temporaryFolder('inhost');
const workspace = path.join(folder, 'workspace');
mkdirSync(workspace);
writeFileSync(path.join(workspace, 'README.txt'), 'Scratch folder of the tests inside VS Code.\n');
const resultFile = path.join(folder, 'result.json');
const desktop = process.env['NEXTLABEL_DESKTOP'] === '1';
process.env['PATH'] = projectPath();
let ended = 0;
try {
  ended = await runTests({
    ...(desktop ? {} : { vscodeExecutablePath: path.join(root, 'test/host/codeHeadless.mjs') }),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(bundles, 'index.cjs'),
    launchArgs: [
      workspace,
      '--disable-extensions',
      `--user-data-dir=${path.join(folder, 'user')}`,
      `--extensions-dir=${path.join(folder, 'extensions')}`,
    ],
    extensionTestsEnv: {
      NEXTLABEL_TEST_RESULT: resultFile,
      NEXTLABEL_TEST_GREP: process.argv.slice(2).join(' '),
      NEXTLABEL_TEST_REPORT: path.join(folder, 'report.txt'),
    },
  });
} catch (error) {
  ended = 1;
  console.error(error instanceof Error ? error.message : error);
}
const report = path.join(folder, 'report.txt');
if (existsSync(report)) console.log(readFileSync(report, 'utf8'));
const counts = countsOf(resultFile);
// A host that died after its tests passed has not passed.
const failed = counts.failed === 0 && ended !== 0 ? 1 : counts.failed;
rmSync(folder, { recursive: true, force: true });
reportCounts({ ...counts, failed });
