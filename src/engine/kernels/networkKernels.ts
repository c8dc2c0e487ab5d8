import { networkKernelBytes } from './networkKernelBytes.ts';
import { wasmModule } from './wasmModule.ts';
import type { ModuleFunctions, ModuleInstance, WasmMemory } from './wasmModule.ts';

/**
 * What the compiled kernels of the neural process (assembly/networkKernels.ts) offer. `problem` is the byte offset of the
 * struct, `scratch` of memory that no other thread uses. Each function does a share of one phase of a step; shares of
 * one phase may be done in any order, by any number of threads, and give the same bits.
 */
export interface NetworkFunctions extends ModuleFunctions {
  /** Points `first` to `last` - 1, multiples of 4; `asContext` (0 or 1): also what only context needs. */
  encodePoints(problem: number, first: number, last: number, asContext: number): void;
  trainRows(problem: number, shard: number, scratch: number): void;
  trainPoints(problem: number, shard: number, scratch: number): void;
  /** One step of Adam on the tensors `first` to `last` - 1; the moments' biases are the caller's. */
  updateTensors: UpdateTensors;
  /** To be called once the parameters were set from outside. */
  transposeTensors(problem: number, first: number, last: number): void;
  predictRows(problem: number, scratch: number): void;
}

type UpdateTensors = (...numbers: readonly [problem: number, first: number, last: number, ...Rates]) => void;
type Rates = readonly [rate: number, bias2: number];

const module = wasmModule<NetworkFunctions>(networkKernelBytes, true);

/** Whether this host runs WebAssembly with 128-bit vectors on shared memory. */
export function networkKernelsRun(): boolean {
  return module.runs();
}

/** An instance with room for `bytes`. Throws where `networkKernelsRun` is false or the memory cannot be had. */
export function createNetworkKernels(bytes: number): ModuleInstance<NetworkFunctions> {
  return module.create(bytes);
}

/** Another instance on the same memory. */
export function attachNetworkKernels(memory: WasmMemory): NetworkFunctions {
  return module.attach(memory);
}
