import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = path.dirname(fileURLToPath(import.meta.url));

/**
 * The compiled modules and where they lie: as modules themselves, so that the engine needs no file system to load them.
 * The network's memory can be shared by worker threads; 65536 pages are all that 32 bits reach.
 */
export const modules = [
  { source: 'kernels.ts', target: path.join(folder, '../kernelBytes.ts'), name: 'kernelBytes', flags: [] },
  {
    source: 'networkKernels.ts',
    target: path.join(folder, '../networkKernelBytes.ts'),
    name: 'networkKernelBytes',
    flags: ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'],
  },
];

/** The text of the module that holds the compiled kernels. The same sources always give the same text. */
export async function compileKernels({ source, name, flags }) {
  const work = await mkdtemp(path.join(tmpdir(), 'nextlabel-kernels-'));
  try {
    const file = path.join(work, 'kernels.wasm');
    const options = ['-O3', '--converge', '--enable', 'simd', '--runtime', 'stub', '--noAssert', ...flags];
    const { error, stderr } = await asc.main([
      path.join(folder, source),
      ...['--outFile', file],
      ...options,
      ...['--importMemory', '--initialMemory', '1', '--use', 'abort='],
    ]);
    if (error) throw new Error(`AssemblyScript: ${stderr.toString()}`, { cause: error });
    const base64 = (await readFile(file)).toString('base64');
    return [
      '// Compiled from assembly/*.ts by `npm run build:kernels`; do not edit.',
      `export const ${name} =`,
      `  '${base64}';`,
      '',
    ].join('\n');
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const each of modules) {
    await writeFile(each.target, await compileKernels(each));
    console.log(`wrote ${path.relative(process.cwd(), each.target)}`);
  }
}
