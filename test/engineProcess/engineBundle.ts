import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';
import { engineEntry } from './processes.ts';

// Below node_modules, so that the bundles find the native packages as they do in the extension.
const cache = fileURLToPath(new URL('../../node_modules/.cache/nextlabel', import.meta.url));
const source = (path: string): string => fileURLToPath(new URL(`../../src/${path}`, import.meta.url));

export interface EngineBundle {
  readonly folder: string;
  /** The module of the engine process, with TensorFlow.js in a bundle beside it, as the build has them. */
  readonly entry: string;
  remove(): Promise<void>;
}

/** TensorFlow.js loads in Node as a bundle only, so processes that compute with it cannot run from source. */
export async function bundleEngine(): Promise<EngineBundle> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'engine-'));
  const entry = join(folder, 'engine.cjs');
  const shared: BuildOptions = {
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // As the build has it: jsonc-parser's other build hides its files from a bundler.
    mainFields: ['module', 'main'],
    external: ['sqlite3', 'sharp', 'webgpu', 'node:sqlite'],
    logLevel: 'error',
  };
  const tensorsApart: Plugin = {
    name: 'tensors apart',
    setup(builder) {
      const path = './tensors.cjs';
      builder.onResolve({ filter: /\/tensors\/onDemand\.ts$/ }, () => ({ path, external: true }));
    },
  };
  await Promise.all([
    build({ ...shared, entryPoints: [engineEntry], outfile: entry, plugins: [tensorsApart] }),
    build({
      ...shared,
      entryPoints: [source('engineProcess/tensors/onDemand.ts')],
      outfile: join(folder, 'tensors.cjs'),
    }),
  ]);
  return { folder, entry, remove: () => rm(folder, { recursive: true, force: true }) };
}
