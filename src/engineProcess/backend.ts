import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import util from 'node:util';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { backend, enableProdMode, env, memory, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import type { BackendName } from '../protocol/backend.ts';
import { PACKAGES_VARIABLE } from './forcedBackend.ts';
import { registerConvolutionGradients } from './tensors/convolutionGradients.ts';
import { readAtOnce, readByPromise } from './tensors/reading.ts';
import { selfTest, testsAgree } from './tensors/selfTest.ts';
import { watchDevice } from './tensors/watchDevice.ts';
import { openWebgpu } from './tensors/openWebgpu.ts';

/** What networks can be computed with: the only file that names the backends of TensorFlow.js. */
export interface Backend {
  readonly name: BackendName;
  /** What TensorFlow.js calls it. */
  readonly registered: string;
  /** It computes in a process of its own: its native code may crash or hang, and some give numbers late only. */
  readonly isApart: boolean;
  /** Whether the package and the library are there that it needs; absent = it came with NextLabel. */
  readonly isInstalled?: (entry: string) => boolean;
  /** Makes it ready to be set. `entry` is a module from whose folder packages are found. Rejects with the reason. */
  readonly prepare: (entry: string) => Promise<void>;
  /** Once it is set: the device it computes on, if it says so. Throws where that is not what the backend is for. */
  readonly deviceOf?: () => string | null;
}

let adapterName: string | null = null;

/** In the order of preference. */
export const backends: readonly Backend[] = [
  {
    name: 'tfjs-node-gpu',
    registered: 'tensorflow',
    isApart: true,
    isInstalled: (entry) => hasLibrary('@tensorflow/tfjs-node-gpu', entry),
    prepare: (entry) => loadNative('@tensorflow/tfjs-node-gpu', entry),
    deviceOf: cudaDevice,
  },
  {
    name: 'webgpu',
    registered: 'webgpu',
    isApart: true,
    prepare: async () => {
      adapterName = await openWebgpu();
      await import('@tensorflow/tfjs-backend-webgpu');
    },
    deviceOf: () => {
      watchDevice(backend());
      return adapterName;
    },
  },
  {
    name: 'tfjs-node',
    registered: 'tensorflow',
    isApart: true,
    isInstalled: (entry) => hasLibrary('@tensorflow/tfjs-node', entry),
    prepare: (entry) => loadNative('@tensorflow/tfjs-node', entry),
  },
  { name: 'wasm', registered: 'wasm', isApart: false, prepare: prepareWasm },
  { name: 'cpu', registered: 'cpu', isApart: false, prepare: () => Promise.resolve() },
];

/** The package alone is of no use: its native library is a download of its own, which npm may have left out. */
function hasLibrary(name: string, entry: string): boolean {
  const load = loaderOf(name, entry);
  if (load === null) return false;
  const folder = path.dirname(load.resolve(`${name}/package.json`));
  return existsSync(path.join(folder, 'lib/napi-v8/tfjs_binding.node'));
}

/** What loads a package: from the folder that "Set Up GPU" installs to, else from where NextLabel's own are. */
function loaderOf(name: string, entry: string): NodeJS.Require | null {
  const added = process.env[PACKAGES_VARIABLE];
  const places = [...(added === undefined ? [] : [path.join(added, 'package.json')]), entry];
  const loaders = places.map((place) => createRequire(place));
  return loaders.find((load) => resolves(load, name)) ?? null;
}

function resolves(load: NodeJS.Require, name: string): boolean {
  try {
    load.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** TensorFlow's own library as an addon, which registers its backend when it is loaded. */
function loadNative(name: string, entry: string): Promise<void> {
  // Node 23 removed what the package calls; its mend was never released.
  Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
  process.env['TF_FORCE_GPU_ALLOW_GROWTH'] ??= 'true';
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  try {
    loaderOf(name, entry)?.(name);
    return Promise.resolve();
  } catch (error) {
    return Promise.reject(new Error(`it is installed and does not load (${firstLine(error)})`));
  }
}

/** Without CUDA the package computes on the CPU and says so nowhere else. */
function cudaDevice(): string {
  const { isUsingGpuDevice } = backend() as { readonly isUsingGpuDevice?: boolean };
  if (isUsingGpuDevice !== true) throw new Error('it finds no GPU with CUDA 11.2 and cuDNN 8.1');
  return 'CUDA';
}

function prepareWasm(entry: string): Promise<void> {
  const described = createRequire(entry).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(`${path.join(path.dirname(described), 'dist')}${path.sep}`);
  // Its threads start from an address that only browsers can make.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  registerConvolutionGradients('wasm');
  return Promise.resolve();
}

/**
 * Sets a backend in this thread, once it has computed what plain TypeScript does. Resolves with its device; rejects with
 * why it does not serve.
 */
export async function openBackend(
  { registered, prepare, deviceOf }: Backend,
  entry: string,
): Promise<string | null> {
  // Without, it prints advice for developers.
  enableProdMode();
  await setBackend('cpu');
  const expected = readAtOnce(selfTest());
  await prepare(entry);
  if (!(await setBackend(registered))) throw new Error('it does not start');
  const device = deviceOf?.() ?? null;
  if (!testsAgree(await readByPromise(selfTest()), expected)) throw new Error('it computes wrongly');
  return device;
}

/** Sets the first backend that computes in this thread. Rejects with why none does. */
export async function openBackendHere(entry: string): Promise<void> {
  const reasons: string[] = [];
  for (const candidate of backends.filter(({ isApart }) => !isApart)) {
    try {
      await openBackend(candidate, entry);
      return;
    } catch (error) {
      reasons.push(`${candidate.name}: ${firstLine(error)}`);
    }
  }
  throw new Error(`No backend of TensorFlow.js works here: ${reasons.join('; ')}.`);
}

export function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0]!;
}

/** Tensors that exist now; what trains or predicts must leave none behind. */
export const tensorCount = (): number => memory().numTensors;
