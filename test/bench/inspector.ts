// npm run bench:inspector: how soon the strategy inspector shows something on 10,000 and 100,000 items, how smoothly its
// map moves, and what its projections take.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageExtension } from '../../vsix.mjs';
import { generateWaveform } from '../../src/engine/generators/generateWaveform.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { principalComponents, projectRows } from '../../src/engine/projection/principalComponents.ts';
import { umap } from '../../src/engine/projection/umap/umap.ts';
import { installExtension } from '../host/vscodeServer.ts';
import { installBrowser, installVsCode } from '../run/install.mjs';
import { measureInspector } from './measureInspector.ts';
import type { InspectorFigures } from './measureInspector.ts';
import { sklearnPcaMs } from './projectionSklearn.ts';

const SIZES = [10_000, 100_000] as const;
const UMAP_ITEMS = 20_000;

const rowsOf = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

/** Milliseconds of CPU, so that what else runs on the machine counts little. */
function cpuMs(work: () => void): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

function measureProjections(): { pcaMs: number; sklearnMs: number | null; umapMs: number } {
  const { features } = generateWaveform(SIZES[1], createRng(5));
  const pcaMs = cpuMs(() => {
    const rows = rowsOf(SIZES[1]);
    projectRows(features, rows, principalComponents(features, rows, { count: 2, rng: createRng(1) }));
  });
  const umapMs = cpuMs(() => void umap(features, rowsOf(UMAP_ITEMS), { rng: createRng(1) }));
  return { pcaMs, sklearnMs: sklearnPcaMs(features), umapMs };
}

await installVsCode();
await installBrowser();
const folder = mkdtempSync(path.join(tmpdir(), 'nextlabel-bench-'));
const extensions = path.join(folder, 'extensions');
await installExtension(await packageExtension(), extensions, path.join(folder, 'server'));
process.env['NEXTLABEL_EXTENSIONS'] = extensions;

const projections = measureProjections();
const views: InspectorFigures[] = [];
for (const rows of SIZES) {
  console.log(`measuring ${rows} items ...`);
  views.push(await measureInspector(rows));
}
rmSync(folder, { recursive: true, force: true });

const line = (name: string, cells: readonly string[], target = ''): void => {
  console.log(`${name.padEnd(44)}${cells.map((cell) => cell.padStart(12)).join('')}   ${target}`);
};
const ms = (value: number): string => `${value.toFixed(0)} ms`;
const { pcaMs, sklearnMs, umapMs } = projections;
console.log('');
line(
  'items',
  SIZES.map((rows) => rows.toLocaleString('en')),
  'target',
);
line(
  'key to tabs on screen',
  views.map(({ tabsMs }) => ms(tabsMs)),
);
line(
  'key to the explanation of the item',
  views.map(({ answerMs }) => ms(answerMs)),
);
line(
  'map chosen to points on screen (PCA)',
  views.map(({ mapMs }) => ms(mapMs)),
);
line(
  'frames a second while the map is moved',
  views.map(({ panFps }) => panFps.toFixed(0)),
  '>= 20',
);
line('PCA of 21 columns, CPU', ['', ms(pcaMs)]);
line(
  "scikit-learn's PCA (full), CPU on one thread",
  ['', sklearnMs === null ? 'not there' : ms(sklearnMs)],
  sklearnMs === null ? '' : `ratio ${(sklearnMs / pcaMs).toFixed(2)}`,
);
line(`UMAP of ${UMAP_ITEMS.toLocaleString('en')} items, CPU`, ['', ms(umapMs)]);
const [small, large] = views;
console.log(
  JSON.stringify({
    firstPaint10kMs: Math.round(small!.answerMs),
    firstPaint100kMs: Math.round(large!.answerMs),
    panFps100k: Math.round(large!.panFps),
    pca100kMs: Math.round(pcaMs),
    umap20kMs: Math.round(umapMs),
  }),
);
