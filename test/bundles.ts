// Bundles what tests start as processes of their own, once for a run of vitest: the engine process and the command line.
// From source each such process, and each thread of it, would take a second to load.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { nodeBundles } from '../esbuild.mjs';

const VARIABLE = 'NEXTLABEL_TEST_BUNDLES';

// Below node_modules, so that the bundles find the native packages as they do in the extension.
const cache = fileURLToPath(new URL('../node_modules/.cache/nextlabel', import.meta.url));

/** Called by vitest before and after all tests. */
export default async function bundleForTests(): Promise<() => Promise<void>> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'tests-'));
  await Promise.all(
    nodeBundles
      .filter(({ outfile }) => !/(extension|session)\.cjs$/.test(outfile))
      .map((options) =>
        build({ ...options, outfile: options.outfile.replace(/^dist/, folder), logLevel: 'error' }),
      ),
  );
  process.env[VARIABLE] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

/** The folder of the bundles; null outside of tests: benchmarks start processes from source. */
export const bundlesFolder = (): string | null => process.env[VARIABLE] ?? null;

/** The bundle of that name in tests, else the source below `src`. */
export function bundleOr(name: 'engine.cjs' | 'cli.cjs', source: string): string {
  const folder = bundlesFolder();
  return folder === null ? fileURLToPath(new URL(`../src/${source}`, import.meta.url)) : join(folder, name);
}

/** The folder of the bundles, where there must be one. */
export function testBundles(): string {
  const folder = bundlesFolder();
  if (folder === null) throw new Error('Bundles are made by a run of vitest; this is none.');
  return folder;
}
