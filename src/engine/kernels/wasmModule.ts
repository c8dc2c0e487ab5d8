import { decodeBase64 } from './decodeBase64.ts';

/** What every compiled module exports. */
export interface ModuleFunctions {
  /** The first byte that the kernels do not use themselves; to be asked once. */
  memoryStart(): number;
}

/** Arrays in a module's memory, taken one after the other and uninitialised. */
export interface KernelMemory {
  float64(length: number): KernelArray<Float64Array>;
  float32(length: number): KernelArray<Float32Array>;
  int32(length: number): KernelArray<Int32Array>;
  bytes(length: number): KernelArray<Uint8Array>;
  /** Bytes that its arrays may take together. */
  readonly capacity: number;
  /** Frees all arrays at once: their memory goes to those taken next. */
  clear(): void;
  /** Returns what frees every array taken from now on. */
  mark(): () => void;
}

export interface KernelArray<Values> {
  /** Byte offset. */
  readonly at: number;
  readonly values: Values;
}

/** A WebAssembly memory; worker threads may hold the same one where it is shared. */
export interface WasmMemory {
  readonly buffer: ArrayBufferLike;
}

export interface ModuleInstance<Functions> {
  readonly functions: Functions;
  readonly arrays: KernelMemory;
  readonly memory: WasmMemory;
}

export interface WasmModule<Functions> {
  /** Whether this host runs WebAssembly with 128-bit vectors, and the memory that the module wants. */
  runs(): boolean;
  /** An instance with room for `bytes` of arrays. Throws where `runs` is false or the memory cannot be had. */
  create(bytes: number): ModuleInstance<Functions>;
  /** The functions of another instance on the same memory, as a worker thread needs them. */
  attach(memory: WasmMemory): Functions;
}

/** The parts of the WebAssembly interface that are used; no lib of a host without a DOM declares them. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Memory: new (size: {
    readonly initial: number;
    readonly maximum?: number;
    readonly shared?: boolean;
  }) => WasmMemory;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

const PAGE = 65_536;

/** A module from its bytes as base64, compiled once, when first needed. `shared`: on memory that threads can share. */
export function wasmModule<Functions extends ModuleFunctions>(
  text: string,
  shared: boolean,
): WasmModule<Functions> {
  let compiled: object | null | undefined;
  const compile = (): object | null => {
    if (compiled !== undefined) return compiled;
    const host = webAssembly();
    const bytes = decodeBase64(text);
    const serves = !shared || 'SharedArrayBuffer' in globalThis;
    compiled = serves && host?.validate(bytes) === true ? new host.Module(bytes) : null;
    return compiled;
  };
  const attach = (memory: WasmMemory): Functions => {
    const module = compile();
    const host = webAssembly();
    if (module === null || host === undefined) throw new Error('This host does not run WebAssembly SIMD.');
    return new host.Instance(module, { env: { memory } }).exports as Functions;
  };
  return {
    runs: () => compile() !== null,
    attach,
    create(bytes) {
      const host = webAssembly();
      if (compile() === null || host === undefined) {
        throw new Error('This host does not run WebAssembly SIMD.');
      }
      // One page more than asked for holds the kernels' own tables.
      const initial = Math.ceil(bytes / PAGE) + 1;
      const memory = new host.Memory(shared ? { initial, maximum: initial, shared } : { initial });
      const functions = attach(memory);
      return { functions, memory, arrays: arraysIn(memory, functions.memoryStart(), bytes) };
    },
  };
}

function arraysIn(memory: WasmMemory, start: number, capacity: number): KernelMemory {
  let next = start;
  const take = (size: number): number => {
    const at = Math.ceil(next / 64) * 64;
    if (at + size > memory.buffer.byteLength) {
      throw new RangeError('The kernels were given too little memory.');
    }
    next = at + size;
    return at;
  };
  const array = <Values>(
    type: new (buffer: ArrayBufferLike, at: number, length: number) => Values,
    length: number,
    size: number,
  ): KernelArray<Values> => {
    const at = take(size * length);
    return { at, values: new type(memory.buffer, at, length) };
  };
  return {
    capacity,
    clear: () => {
      next = start;
    },
    mark: () => {
      const former = next;
      return () => {
        next = former;
      };
    },
    float64: (length) => array<Float64Array>(Float64Array, length, 8),
    float32: (length) => array<Float32Array>(Float32Array, length, 4),
    int32: (length) => array<Int32Array>(Int32Array, length, 4),
    bytes: (length) => array<Uint8Array>(Uint8Array, length, 1),
  };
}

function webAssembly(): WebAssemblyHost | undefined {
  return (globalThis as unknown as { readonly WebAssembly?: WebAssemblyHost }).WebAssembly;
}
