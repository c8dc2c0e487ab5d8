import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onnxParts, writeGraph, writeOnnx } from './engineProcess/frozen/tinyModels.ts';
import { softwareGpu } from './engineProcess/softwareGpu.ts';
import { packageExtension, vsixPath, vsixTarget } from '../vsix.mjs';

const MEGABYTE = 1e6;
const SHARP_PLATFORM = vsixTarget().replace('alpine', 'linuxmusl');
const WEBGPU_PLATFORM = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;

/** Everything that may be packaged, below `extension/`. */
const allowed = [
  /^(package\.json|package\.nls\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^dist\/(extension|session|engine|tensors|frozen|cli)\.cjs$/,
  /^dist\/ThirdPartyNotices\.txt$/,
  /^dist\/webview\/[a-z]+\.(js|css)$/,
  /^media\/([a-z-]+\/)*[A-Za-z-]+\.(svg|png|md|schema\.json)$/,
  /^dist\/node_modules\/sqlite3\/(package\.json|LICENSE|lib\/[a-z0-9-]+\.js|build\/Release\/node_sqlite3\.node)$/,
  /^dist\/node_modules\/@tensorflow\/tfjs-backend-wasm\/(package\.json|dist\/tfjs-backend-wasm(-simd)?\.wasm)$/,
  /^dist\/node_modules\/onnxruntime-web\/(package\.json|dist\/ort-wasm-simd-threaded\.(mjs|wasm))$/,
  new RegExp(
    `^dist/node_modules/webgpu/(package\\.json|LICENSE\\.md|index\\.js|dist/${WEBGPU_PLATFORM}/[^/]+\\.(node|dll))$`,
  ),
  /^dist\/node_modules\/(bindings|file-uri-to-path)\/(package\.json|LICENSE(\.md)?|(bindings|index)\.js)$/,
  /^dist\/node_modules\/(sharp|detect-libc|semver|@img\/colour)\/.*\.c?js$/,
  /^dist\/node_modules\/(sharp|detect-libc|semver|@img\/colour)\/(package\.json|LICENSE(\.md)?)$/,
  new RegExp(
    `^dist/node_modules/@img/sharp-(libvips-)?${SHARP_PLATFORM}/(package\\.json|versions\\.json|LICENSE|README\\.md|index\\.cjs|lib/[^/]+)$`,
  ),
];

describe('the package that users install', () => {
  let vsix = '';
  let zip = new JSZip();
  let names: string[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), 'nextlabel-vsix-'));

  beforeAll(async () => {
    // `npm test` has packaged a moment ago; alone, this file packages for itself.
    const isFresh = process.env['NEXTLABEL_PACKAGED'] === '1' && existsSync(vsixPath());
    vsix = isFresh ? vsixPath() : await packageExtension();
    zip = await JSZip.loadAsync(readFileSync(vsix));
    names = Object.values(zip.files)
      .filter((entry) => !entry.dir)
      .map((entry) => entry.name);
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds what the allow-list names and nothing else', () => {
    const packaged = names
      .filter((name) => !['extension.vsixmanifest', '[Content_Types].xml'].includes(name))
      .map((name) => name.replace(/^extension\//, ''));
    expect(packaged.filter((name) => !allowed.some((pattern) => pattern.test(name)))).toEqual([]);
    for (const needed of [
      'package.json',
      'readme.md',
      'dist/extension.cjs',
      'dist/engine.cjs',
      'dist/cli.cjs',
    ]) {
      expect(packaged).toContain(needed);
    }
    for (const needed of ['dist/webview/labeling.js', 'dist/webview/labeling.css']) {
      expect(packaged).toContain(needed);
    }
    expect(packaged).toContain('media/schemas/project.schema.json');
  });

  it('holds no source, no test and no source map', async () => {
    expect(names.filter((name) => /\.(ts|map|gyp|cc|h)$|\/(src|test)\//.test(name))).toEqual([]);
    const bundle = await zip.file('extension/dist/extension.cjs')?.async('string');
    expect(bundle).toBeDefined();
    expect(bundle).not.toContain('sourceMappingURL');
  });

  it('is small: 30 MB, an entry of 200 kB', async () => {
    expect(statSync(vsix).size).toBeLessThanOrEqual(30 * MEGABYTE);
    const entry = await zip.file('extension/dist/extension.cjs')?.async('uint8array');
    expect(entry?.length).toBeLessThanOrEqual(200_000);
  });

  it('names its platform, and every file that it contributes is there', async () => {
    const manifest = await zip.file('extension.vsixmanifest')?.async('string');
    expect(manifest).toContain(`TargetPlatform="${vsixTarget()}"`);
    const text = (await zip.file('extension/package.json')?.async('string')) ?? '';
    const paths = [...text.matchAll(/"\.?\/?((?:media|dist)\/[^"#]+)"/g)].map((match) => match[1]);
    expect(paths.length).toBeGreaterThan(1);
    expect(paths.filter((file) => zip.file(`extension/${String(file)}`) === null)).toEqual([]);
  });

  it('carries native packages that load from where they were unpacked', async () => {
    for (const name of names.filter((each) => each.startsWith('extension/dist/'))) {
      const target = path.join(folder, name);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, (await zip.file(name)?.async('uint8array')) ?? '');
    }
    const script = `
      const { existsSync } = require('node:fs');
      const sharp = require('./node_modules/sharp');
      sharp({ create: { width: 2, height: 2, channels: 3, background: '#fff' } }).png().toBuffer()
        .then((png) => console.log('sharp', png.length > 0));
      if (existsSync('./node_modules/webgpu')) {
        import('webgpu').then(({ create }) => console.log('webgpu', typeof create([]).requestAdapter));
      } else console.log('webgpu function');
      if (existsSync('./node_modules/sqlite3')) {
        const { Database } = require('./node_modules/sqlite3');
        const database = new Database(':memory:');
        database.get('select 6 * 7 as n', (error, row) => console.log('sqlite3', row.n));
      } else console.log('sqlite3 42');`;
    const output = execFileSync(process.execPath, ['-e', script], {
      cwd: path.join(folder, 'extension/dist'),
      encoding: 'utf8',
    });
    expect(output).toContain('sharp true');
    expect(output).toContain('sqlite3 42');
    expect(output).toContain('webgpu function');
    const cli = path.join(folder, 'extension/dist/cli.cjs');
    const report = execFileSync(process.execPath, [cli, 'doctor', '--format', 'json'], { encoding: 'utf8' });
    const { sharp, sqlite } = JSON.parse(report) as { readonly sharp: unknown; readonly sqlite: unknown };
    expect([typeof sharp, typeof sqlite]).toEqual(['string', 'object']);
    expect(sqlite).not.toBeNull();
    const data = path.join(folder, 'data.csv');
    writeFileSync(
      data,
      `a,y\n${Array.from({ length: 20 }, (_, i) => `${i},${i < 10 ? 'u' : 'v'}\n`).join('')}`,
    );
    const predict = ['predict', data, data, '--label', 'y', '--model', 'mlp', '--format', 'json'];
    const { stdout, stderr } = spawnSync(process.execPath, [cli, ...predict], { encoding: 'utf8' });
    expect(stdout).toContain('"label":"u"');
    expect(stderr).toMatch(/computed by TensorFlow\.js, backend (webgpu|wasm)/);
  });

  it('computes models that features are taken from, in both formats, with what it carries', async () => {
    const dist = path.join(folder, 'extension/dist');
    const models = [
      ['onnx', [await writeOnnx(folder, onnxParts())]],
      [
        'graph',
        [await writeGraph(folder), ...['part1.bin', 'part2.bin'].map((name) => path.join(folder, name))],
      ],
    ] as const;
    const script = `
      const { openByFormat } = require('./frozen.cjs');
      const report = async ([format, paths]) => {
        const model = await openByFormat({ format, name: format, paths }, require.resolve('./engine.cjs'));
        const dims = format === 'onnx' ? [1, 3, 9, 9] : [1, 9, 9, 3];
        const { dims: found } = await model.run(new Float32Array(243), dims, 'maps');
        console.log(format, ...found);
      };
      (async () => { for (const each of ${JSON.stringify(models)}) await report(each); })();`;
    const output = execFileSync(process.execPath, ['-e', script], { cwd: dist, encoding: 'utf8' });
    expect(output).toContain('onnx 1 4 4 4');
    expect(output).toContain('graph 1 4 4 4');
    const notices = await zip.file('extension/dist/ThirdPartyNotices.txt')?.async('string');
    expect(notices).toMatch(
      /onnxruntime-web [\d.]+ \(MIT\)\s+MIT License\s+Copyright \(c\) Microsoft Corporation/,
    );
  });

  it.skipIf(softwareGpu === null)(
    'finds a GPU through the package that it carries',
    () => {
      const cli = path.join(folder, 'extension/dist/cli.cjs');
      const env = { ...process.env, ...softwareGpu };
      const report = execFileSync(process.execPath, [cli, 'doctor', '--format', 'json'], {
        encoding: 'utf8',
        env,
      });
      expect((JSON.parse(report) as { readonly backends: unknown }).backends).toContain('webgpu');
      // The driver is software, and compiles every shader of the self-test.
    },
    180_000,
  );
});
