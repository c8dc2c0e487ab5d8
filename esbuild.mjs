// Builds dist/: the extension, the engine process, the command line, the webview, and the native packages they load at run time.
//   node esbuild.mjs            once, minified, without source maps: what is packaged
//   node esbuild.mjs --watch    again at every change, readable, with source maps: for F5 in VS Code
import { chmod, cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build, context } from 'esbuild';

const root = path.dirname(fileURLToPath(import.meta.url));
const dist = path.join(root, 'dist');
/** VS Code loads the entry bundle while it starts; this keeps that in the low milliseconds. */
const ENTRY_LIMIT_BYTES = 200_000;

const nodeBundle = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // The ES module of a package where it has one: jsonc-parser's other build hides its files from a bundler.
  mainFields: ['module', 'main'],
  // vscode comes from the host; the native packages stay packages (dist/node_modules); node:sqlite is looked up at
  // run time because Node 20 does not have it.
  external: ['vscode', 'sqlite3', 'sharp', 'webgpu', 'node:sqlite'],
  absWorkingDir: root,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
};

/** The session and its store are loaded with the first project: a bundle of their own, beside the entry bundle. */
const sessionOnDemand = {
  name: 'session on demand',
  setup(builder) {
    builder.onResolve({ filter: /\/session\/onDemand\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './session.cjs', external: true } : undefined,
    );
  },
};

/** TensorFlow.js is loaded with the first neural network: another bundle of its own. */
const tensorsOnDemand = {
  name: 'tensors on demand',
  setup(builder) {
    builder.onResolve({ filter: /\/tensors\/onDemand\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './tensors.cjs', external: true } : undefined,
    );
  },
};

/** Models that features are taken from, and the libraries that compute them: with the first project that names one. */
const frozenOnDemand = {
  name: 'models of features on demand',
  setup(builder) {
    builder.onResolve({ filter: /\/frozen\/onDemand\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './frozen.cjs', external: true } : undefined,
    );
  },
};

/**
 * What runs in Node, and in VS Code.
 *
 * @type {(import('esbuild').BuildOptions & { outfile: string })[]}
 */
export const nodeBundles = [
  {
    ...nodeBundle,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.cjs',
    plugins: [sessionOnDemand],
  },
  { ...nodeBundle, entryPoints: ['src/session/onDemand.ts'], outfile: 'dist/session.cjs' },
  {
    ...nodeBundle,
    entryPoints: ['src/engineProcess/main.ts'],
    outfile: 'dist/engine.cjs',
    plugins: [tensorsOnDemand, frozenOnDemand],
  },
  {
    ...nodeBundle,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.cjs',
    plugins: [tensorsOnDemand, frozenOnDemand],
  },
  { ...nodeBundle, entryPoints: ['src/engineProcess/tensors/onDemand.ts'], outfile: 'dist/tensors.cjs' },
  { ...nodeBundle, entryPoints: ['src/engineProcess/frozen/onDemand.ts'], outfile: 'dist/frozen.cjs' },
];

const webviewBundle = {
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  absWorkingDir: root,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  entryPoints: [
    { in: 'webview/labeling.ts', out: 'labeling' },
    { in: 'webview/styles/labeling.css', out: 'labeling' },
    { in: 'webview/experiment.ts', out: 'experiment' },
    { in: 'webview/styles/experiment.css', out: 'experiment' },
    { in: 'webview/gains.ts', out: 'gains' },
    { in: 'webview/styles/experiment.css', out: 'gains' },
    { in: 'webview/inspector.ts', out: 'inspector' },
    { in: 'webview/styles/experiment.css', out: 'inspector' },
  ],
  outdir: 'dist/webview',
};

const bundles = [...nodeBundles, webviewBundle];

const shared = (watching) => ({
  minify: !watching,
  sourcemap: watching ? 'linked' : false,
  define: { 'process.env.NODE_ENV': watching ? '"development"' : '"production"' },
});

/** Files that people edit: each JSON schema comes from the one definition that also parses it. */
const schemas = [
  {
    name: 'project',
    title: 'NextLabel project',
    module: './src/session/projectFileSchema.ts',
    schema: 'projectFileSchema',
  },
  {
    name: 'experiment',
    title: 'NextLabel experiment',
    module: './src/experiments/specSchema.ts',
    schema: 'specSchema',
  },
];

async function writeSchemas() {
  await mkdir(path.join(root, 'media/schemas'), { recursive: true });
  for (const schema of schemas) await writeSchema(schema);
}

async function writeSchema({ name, title, module: source, schema: exported }) {
  const result = await build({
    ...nodeBundle,
    format: 'esm',
    write: false,
    stdin: {
      contents: `
        import { toJsonSchema } from '@valibot/to-json-schema';
        import { ${exported} } from '${source}';
        export const schema = toJsonSchema(${exported}, { typeMode: 'input', errorMode: 'ignore' });`,
      resolveDir: root,
      loader: 'ts',
    },
  });
  const module = await import(
    `data:text/javascript;base64,${Buffer.from(result.outputFiles[0].contents).toString('base64')}`
  );
  const text = JSON.stringify({ title, ...module.schema }, null, 2);
  await writeFile(path.join(root, `media/schemas/${name}.schema.json`), `${text}\n`);
}

/**
 * What the bundles load at run time, file by file: a package holds sources, headers and binaries for other platforms
 * that a user would download for nothing.
 */
const nativePackages = [
  { name: 'sqlite3', keep: /^(package\.json|LICENSE|lib\/[^/]+\.js|build\/Release\/node_sqlite3\.node)$/ },
  { name: 'bindings', keep: /^(package\.json|LICENSE\.md|bindings\.js)$/ },
  { name: 'file-uri-to-path', keep: /^(package\.json|LICENSE|index\.js)$/ },
  { name: 'sharp', keep: /^(package\.json|LICENSE|dist\/[^/]+\.cjs)$/ },
  { name: 'detect-libc', keep: /^(package\.json|LICENSE|lib\/.+\.js)$/ },
  {
    name: 'semver',
    keep: /^(package\.json|LICENSE|[a-z]+\.js|(classes|functions|internal|ranges)\/.+\.js)$/,
  },
  // Not its threaded form, which Node cannot start.
  {
    name: '@tensorflow/tfjs-backend-wasm',
    keep: /^(package\.json|dist\/tfjs-backend-wasm(-simd)?\.wasm)$/,
  },
  // Of its six builds the one that computes on a CPU.
  {
    name: 'onnxruntime-web',
    keep: /^(package\.json|dist\/ort-wasm-simd-threaded\.(mjs|wasm))$/,
  },
  { name: '@img/colour', keep: /^(package\.json|LICENSE\.md|.+\.cjs)$/ },
];
/** sharp's binary and its libvips, of this platform only (npm installs no other). */
const platformPackage = /^(package\.json|versions\.json|LICENSE|README\.md|index\.cjs|lib\/[^/]+)$/;

async function filesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

async function copyPackage(name, keep) {
  const from = path.join(root, 'node_modules', name);
  for (const file of (await filesOf(from)).filter((each) => keep.test(each))) {
    await cp(path.join(from, file), path.join(dist, 'node_modules', name, file));
  }
}

const exists = (file) =>
  stat(file).then(
    () => true,
    () => false,
  );

/** WebGPU's addon of this platform only: the package holds those of all. */
function copyWebgpu() {
  const platform = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;
  return copyPackage(
    'webgpu',
    new RegExp(`^(package\\.json|LICENSE\\.md|index\\.js|dist/${platform}/[^/]+)$`),
  );
}

/** Returns the names copied. sqlite3 may lack its binding (no compiler): the store then uses node:sqlite. */
async function copyNativePackages() {
  const copied = [];
  const hasBinding = await exists(path.join(root, 'node_modules/sqlite3/build/Release/node_sqlite3.node'));
  if (!hasBinding) console.warn('build: sqlite3 has no binding here; the package will rely on node:sqlite');
  for (const { name, keep } of nativePackages) {
    if (!hasBinding && ['sqlite3', 'bindings', 'file-uri-to-path'].includes(name)) continue;
    await copyPackage(name, keep);
    copied.push(name);
  }
  if (await exists(path.join(root, 'node_modules/webgpu'))) {
    await copyWebgpu();
    copied.push('webgpu');
  } else console.warn('build: webgpu is not installed here; the package will compute on the CPU alone');
  for (const name of await readdir(path.join(root, 'node_modules/@img'))) {
    if (!name.startsWith('sharp-')) continue;
    await copyPackage(`@img/${name}`, platformPackage);
    copied.push(`@img/${name}`);
  }
  return copied;
}

/** Who holds the rights, as the heads of their files say, of packages that do not hold the text of the MIT licence. */
const mitHolders = { 'onnxruntime-web': 'Microsoft Corporation', seedrandom: '2019 David Bau' };

/**
 * Some packages name their licence and do not hold its text: sharp's is that of the Apache licence, and no more; ours is
 * that of the MIT licence.
 */
async function licenceText(name, file, license) {
  if (file !== undefined) return readFile(path.join(root, 'node_modules', name, file), 'utf8');
  if (license === 'Apache-2.0') return readFile(path.join(root, 'node_modules/sharp/LICENSE'), 'utf8');
  if (license !== 'MIT' || !(name in mitHolders)) return '';
  const ours = await readFile(path.join(root, 'LICENSE'), 'utf8');
  return ours.replace(/^Copyright .*$/m, `Copyright (c) ${mitHolders[name]}`);
}

/** Licences of everything that is shipped, as those licences ask. */
async function writeNotices(metafiles, copied) {
  const names = new Set(copied);
  for (const metafile of metafiles) {
    for (const input of Object.keys(metafile.inputs)) {
      const match = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (match) names.add(match[1]);
    }
  }
  const notices = [];
  for (const name of [...names].sort()) {
    const folder = path.join(root, 'node_modules', name);
    const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    const text = await licenceText(name, file, license);
    notices.push(`${name} ${version} (${license})\n\n${text.trim()}`);
  }
  await writeFile(path.join(dist, 'ThirdPartyNotices.txt'), `${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}

function reportSizes(metafiles) {
  const sizes = metafiles.flatMap((metafile) =>
    Object.entries(metafile.outputs).map(([file, { bytes }]) => ({ file, bytes })),
  );
  for (const { file, bytes } of sizes) console.log(`${file.padEnd(28)} ${(bytes / 1000).toFixed(1)} kB`);
  const entry = sizes.find(({ file }) => file === 'dist/extension.cjs');
  if (entry.bytes > ENTRY_LIMIT_BYTES) {
    throw new Error(`dist/extension.cjs has ${entry.bytes} bytes; the limit is ${ENTRY_LIMIT_BYTES}`);
  }
}

/** Builds everything that is packaged. */
export async function buildAll() {
  await rm(dist, { recursive: true, force: true });
  const results = await Promise.all(bundles.map((options) => build({ ...options, ...shared(false) })));
  // npm links it as the command `nextlabel`.
  await chmod(path.join(dist, 'cli.cjs'), 0o755);
  await writeSchemas();
  const copied = await copyNativePackages();
  const metafiles = results.map((result) => result.metafile);
  await writeNotices(metafiles, copied);
  reportSizes(metafiles);
}

async function watchAll() {
  await writeSchemas();
  await copyNativePackages();
  for (const options of bundles) {
    const watcher = await context({ ...options, ...shared(true), logLevel: 'info' });
    await watcher.watch();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await (process.argv.includes('--watch') ? watchAll() : buildAll());
}
