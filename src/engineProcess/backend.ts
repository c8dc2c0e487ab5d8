import { createRequire } from 'node:module';
import path from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { enableProdMode, env, memory, setBackend } from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { registerConvolutionGradients } from './tensors/convolutionGradients.ts';
import { readAtOnce } from './tensors/reading.ts';
import { selfTest, testsAgree } from './tensors/selfTest.ts';

/** What networks can be computed with, the quickest first: the only file that names the backends of TensorFlow.js. */
export type BackendName = 'wasm' | 'cpu';

export interface Backend {
  readonly name: BackendName;
  /** Makes it ready to be set. `entry` is a module from whose folder packages are found. Rejects with the reason. */
  readonly prepare: (entry: string) => Promise<void>;
}

/** What was chosen, and why the quicker ones were not. */
export interface BackendChoice {
  readonly name: BackendName;
  readonly passedOver: readonly { readonly name: BackendName; readonly why: string }[];
}

export const backends: readonly Backend[] = [
  { name: 'wasm', prepare: prepareWasm },
  { name: 'cpu', prepare: () => Promise.resolve() },
];

function prepareWasm(entry: string): Promise<void> {
  const described = createRequire(entry).resolve('@tensorflow/tfjs-backend-wasm/package.json');
  setWasmPaths(`${path.join(path.dirname(described), 'dist')}${path.sep}`);
  // Its threads start from an address that only browsers can make.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  registerConvolutionGradients('wasm');
  return Promise.resolve();
}

/** Sets the first backend that loads and computes as plain TypeScript does. Rejects where there is none at all. */
export async function openBackend(
  entry: string,
  candidates: readonly Backend[] = backends,
): Promise<BackendChoice> {
  // Without, it prints advice for developers.
  enableProdMode();
  await setBackend('cpu');
  const expected = readAtOnce(selfTest());
  const passedOver: { readonly name: BackendName; readonly why: string }[] = [];
  for (const candidate of candidates) {
    const why = await refusal(candidate, entry, expected);
    if (why === null) return { name: candidate.name, passedOver };
    passedOver.push({ name: candidate.name, why });
  }
  throw new Error(
    `No backend of TensorFlow.js works here: ${passedOver.map(({ name, why }) => `${name}: ${why}`).join('; ')}.`,
  );
}

/** Why a backend is not used, in words; null where it is set now. */
async function refusal(
  { name, prepare }: Backend,
  entry: string,
  expected: Float32Array,
): Promise<string | null> {
  try {
    await prepare(entry);
    if (!(await setBackend(name))) return 'it does not start';
    return testsAgree(readAtOnce(selfTest()), expected) ? null : 'it computes wrongly';
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.split('\n', 1)[0]!;
  }
}

/** Tensors that exist now; what trains or predicts must leave none behind. */
export const tensorCount = (): number => memory().numTensors;
