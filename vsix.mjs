// Packages nextlabel-<platform>-<version>.vsix: the built extension with the binaries of one platform.
//   node vsix.mjs            builds first
//   node vsix.mjs --no-build packages dist/ as it is
import { stat } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { buildAll } from './esbuild.mjs';

const root = path.dirname(fileURLToPath(import.meta.url));

/** The target name of the machine that packages. Binaries are those npm installed here, so it is the only one. */
export function vsixTarget() {
  const glibc = process.report.getReport().header.glibcVersionRuntime !== undefined;
  const os = process.platform === 'linux' && !glibc ? 'alpine' : process.platform;
  return `${os}-${process.arch}`;
}

export function vsixPath() {
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return path.join(root, `${name}-${vsixTarget()}-${version}.vsix`);
}

/** Returns the path of the package. */
export async function packageExtension({ build = true } = {}) {
  if (build) await buildAll();
  const packagePath = vsixPath();
  await createVSIX({
    cwd: root,
    target: vsixTarget(),
    packagePath,
    // Everything is bundled or copied to dist/node_modules; npm's own tree stays out.
    dependencies: false,
    // The README's links are to files of the repository; there is no public address to rewrite them to.
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
  return packagePath;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const file = await packageExtension({ build: !process.argv.includes('--no-build') });
  console.log(`${path.basename(file)} ${((await stat(file)).size / 1e6).toFixed(2)} MB`);
}
