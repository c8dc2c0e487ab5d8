import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/** A new folder below node_modules, so that bundles in it find packages as they do in the extension. */
export async function bundleFolder(name: string): Promise<string> {
  const cache = path.join(import.meta.dirname, '../../node_modules/.cache/nextlabel');
  await mkdir(cache, { recursive: true });
  return mkdtemp(path.join(cache, `${name}-`));
}

/** Bundles a module of this folder into `folder`: TensorFlow.js does not load in Node unbundled. */
export async function bundleBench(entry: string, folder: string): Promise<string> {
  const outfile = path.join(folder, `${entry}.cjs`);
  await build({
    entryPoints: [path.join(import.meta.dirname, `${entry}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['webgpu'],
    logLevel: 'error',
  });
  return outfile;
}
