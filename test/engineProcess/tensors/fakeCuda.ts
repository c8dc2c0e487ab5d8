import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const core = fileURLToPath(new URL('../../../node_modules/@tensorflow/tfjs-core', import.meta.url));
const cpu = fileURLToPath(new URL('../../../node_modules/@tensorflow/tfjs-backend-cpu', import.meta.url));

/** What the fake does; the variable FAKE_CUDA says which. */
export type FakeCuda =
  | 'works'
  | 'doesNotLoad'
  | 'noGpu'
  | 'wrong'
  | 'hangs'
  | 'crashes'
  /** As it works, until it is given rows of so many columns. */
  | 'throwsInUse'
  | 'crashesInUse'
  | 'hangsInUse'
  /** As it works, but with more than three such rows at a time it says, when numbers are read, that it had no room. */
  | 'lacksMemory';

/** Rows of so many columns set off what happens in use, unless FAKE_CUDA_COLUMNS says another number. */
export const FATAL_COLUMNS = 13;

const source = `
const mode = process.env.FAKE_CUDA;
if (mode === 'doesNotLoad') throw new Error('The native addon can not be found.\\nmore');
const core = require(${JSON.stringify(core)});
const { MathBackendCPU } = require(${JSON.stringify(cpu)});
const fatal = Number(process.env.FAKE_CUDA_COLUMNS ?? ${FATAL_COLUMNS});
const forever = () => { for (;;); };
let isFull = false;
class Fake extends MathBackendCPU {
  isUsingGpuDevice = mode !== 'noGpu';
  async read(dataId) {
    const found = await super.read(dataId);
    if (!isFull) return found;
    isFull = false;
    throw new Error('Device: out of memory');
  }
}
core.registerBackend('tensorflow', () => new Fake(), 3);
for (const kernel of core.getKernelsForBackend('cpu')) {
  core.registerKernel({
    ...kernel,
    backendName: 'tensorflow',
    kernelFunc: (given) => {
      if (mode === 'hangs') forever();
      if (mode === 'crashes') process.abort();
      if (/MatMul$/.test(kernel.kernelName) && given.inputs.a.shape.at(-1) === fatal) {
        if (mode === 'throwsInUse') throw new Error('CUDA_ERROR_LAUNCH_FAILED');
        if (mode === 'crashesInUse') process.abort();
        if (mode === 'hangsInUse') forever();
        if (mode === 'lacksMemory' && given.inputs.a.shape.at(-2) > 3) isFull = true;
      }
      const found = kernel.kernelFunc(given);
      if (mode === 'wrong' && kernel.kernelName === 'Sum') given.backend.data.get(found.dataId).values[0] += 1;
      return found;
    },
  });
}
`;

/**
 * A package under the name of TensorFlow's GPU build, whose native library is a fake: plain TypeScript under the real
 * one's names. Returns the folder that NEXTLABEL_PACKAGES names.
 */
export function installFakeCuda(folder: string): string {
  const place = path.join(folder, 'node_modules/@tensorflow/tfjs-node-gpu');
  mkdirSync(path.join(place, 'lib/napi-v8'), { recursive: true });
  writeFileSync(path.join(place, 'lib/napi-v8/tfjs_binding.node'), 'a fake needs none');
  writeFileSync(
    path.join(place, 'package.json'),
    JSON.stringify({ name: '@tensorflow/tfjs-node-gpu', version: '4.22.0', main: 'index.js' }),
  );
  writeFileSync(path.join(place, 'index.js'), source);
  return folder;
}
