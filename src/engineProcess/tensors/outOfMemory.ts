import { backend, memory } from '@tensorflow/tfjs-core';

/** What says that there was no memory: the engine's own guard, WebAssembly, JavaScript's arrays, and graphics cards. */
const SIGNS =
  /out of memory|memory access out of bounds|cannot enlarge memory|array buffer allocation failed|invalid (typed )?array length|out-of-memory|failed to allocate/i;

/** Whether less work at a time may help. */
export const isOutOfMemory = (error: unknown): boolean => error instanceof Error && SIGNS.test(error.message);

/**
 * What tensors may take of the 4 GiB that WebAssembly has: the kernels need room of their own, and nobody hears where
 * they find none.
 */
const MOST_BYTES = 3.5 * 2 ** 30;

/** The part of TensorFlow.js' backend for WebAssembly that hands out memory. */
interface WasmMemory {
  _malloc: (bytes: number) => number;
}

const guarded = new WeakSet<object>();

/**
 * Has the backend that is set throw RangeError where memory is used up. The one for WebAssembly does not by itself: its
 * allocation answers 0, which it takes for an address, so that it overwrites its own memory and is broken from then on.
 */
export function guardMemory(): void {
  const wasm = (backend() as unknown as { readonly wasm?: WasmMemory }).wasm;
  if (wasm === undefined || guarded.has(wasm)) return;
  guarded.add(wasm);
  const allocate = (bytes: number): number => own(bytes);
  // The module puts its function in place of a first one at the first call.
  wasm._malloc(0);
  const own = wasm._malloc;
  wasm._malloc = (bytes) => {
    const offset = memory().numBytes + bytes > MOST_BYTES ? 0 : allocate(bytes);
    if (offset === 0 && bytes > 0)
      throw new RangeError('The memory of WebAssembly is used up: out of memory.');
    return offset;
  };
}
