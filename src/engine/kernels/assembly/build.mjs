import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = path.dirname(fileURLToPath(import.meta.url));

/** Where the compiled kernels lie: a module, so that the engine needs no file system to load them. */
export const target = path.join(folder, '../kernelBytes.ts');

/** The text of the module that holds the compiled kernels. The same sources always give the same text. */
export async function compileKernels() {
  const work = await mkdtemp(path.join(tmpdir(), 'nextlabel-kernels-'));
  try {
    const file = path.join(work, 'kernels.wasm');
    const options = ['-O3', '--converge', '--enable', 'simd', '--runtime', 'stub', '--noAssert'];
    const { error, stderr } = await asc.main([
      path.join(folder, 'kernels.ts'),
      ...['--outFile', file],
      ...options,
      ...['--importMemory', '--initialMemory', '1', '--use', 'abort='],
    ]);
    if (error) throw new Error(`AssemblyScript: ${stderr.toString()}`, { cause: error });
    const base64 = (await readFile(file)).toString('base64');
    return [
      '// Compiled from assembly/*.ts by `npm run build:kernels`; do not edit.',
      'export const kernelBytes =',
      `  '${base64}';`,
      '',
    ].join('\n');
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeFile(target, await compileKernels());
  console.log(`wrote ${path.relative(process.cwd(), target)}`);
}
