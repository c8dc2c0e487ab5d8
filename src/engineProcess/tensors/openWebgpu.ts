import { openAdapter, provideGlobals } from '../gpu/gpuLibrary.ts';

/**
 * Gives this process what TensorFlow.js looks for before its WebGPU backend is loaded: a `navigator` with a `gpu`, as
 * browsers have it. Resolves with the adapter's name; rejects with why there is none, also where it is software.
 */
export async function openWebgpu(): Promise<string> {
  const opened = await openAdapter();
  if (opened.kind === 'software') throw new Error(`${opened.name} is software`);
  if (opened.kind === 'none') throw new Error(opened.why);
  provideGlobals(opened.library);
  return opened.name;
}
