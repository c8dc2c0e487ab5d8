import { decodeBase64 } from './decodeBase64.ts';
import { kernelBytes } from './kernelBytes.ts';

/** What the compiled kernels (assembly/*.ts) offer; numbers that name memory are byte offsets. */
export interface KernelFunctions {
  /** The first byte that the kernels do not use themselves; to be asked once. */
  memoryStart(): number;
  /** `count` must be even. */
  expArray(x: number, out: number, count: number): void;
  /** Newton steps taken, or -1 where the fit did not converge. */
  fitLogisticBase(problem: number, tolerance: number): number;
  /** `out` (rows x 4) = `a` (rows x columns, `stride` bytes from row to row) times `b` (columns x 4). */
  multiplyPanel: MultiplyPanel;
  /** Solves L Y = B in place: `lower` rank x rank, `b` rank x points. */
  solveLower(lower: number, rank: number, b: number, points: number): void;
  prepareCertificate(problem: number): void;
  retrainLogistic(problem: number, tolerance: number, certify: number): void;
  fitSvcBase(problem: number): void;
  retrainSvc(problem: number): void;
}

type MultiplyPanel = (...numbers: readonly [a: number, stride: number, ...sizes: PanelSizes]) => void;
type PanelSizes = readonly [rows: number, columns: number, b: number, out: number];

/** One instance of the kernels with memory of its own. */
export interface Kernels extends KernelFunctions {
  /** An uninitialised array in the kernels' memory, with its byte offset. */
  float64(length: number): KernelArray<Float64Array>;
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
  readonly at: number;
  readonly values: Values;
}

/** The parts of the WebAssembly interface that are used; no lib of a host without a DOM declares them. */
interface WebAssemblyHost {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: KernelFunctions };
  validate(bytes: Uint8Array<ArrayBuffer>): boolean;
}

const PAGE = 65_536;

let compiled: object | null | undefined;

/** Whether this host runs WebAssembly with 128-bit vectors. */
export function kernelsRun(): boolean {
  return compiledModule() !== null;
}

/** An instance with room for `bytes` of arrays. Throws where `kernelsRun` is false or the memory cannot be had. */
export function createKernels(bytes: number): Kernels {
  const module = compiledModule();
  const host = webAssembly();
  if (module === null || host === undefined) throw new Error('This host does not run WebAssembly SIMD.');
  // One page more than asked for holds the kernels' own tables.
  const memory = new host.Memory({ initial: Math.ceil(bytes / PAGE) + 1 });
  const functions = new host.Instance(module, { env: { memory } }).exports;
  const start = functions.memoryStart();
  let next = start;
  const take = (size: number): number => {
    const at = Math.ceil(next / 64) * 64;
    if (at + size > memory.buffer.byteLength) {
      throw new RangeError('The kernels were given too little memory.');
    }
    next = at + size;
    return at;
  };
  return {
    ...functions,
    capacity: bytes,
    clear: () => {
      next = start;
    },
    mark: () => {
      const former = next;
      return () => {
        next = former;
      };
    },
    float64: (length) => {
      const at = take(8 * length);
      return { at, values: new Float64Array(memory.buffer, at, length) };
    },
    int32: (length) => {
      const at = take(4 * length);
      return { at, values: new Int32Array(memory.buffer, at, length) };
    },
    bytes: (length) => {
      const at = take(length);
      return { at, values: new Uint8Array(memory.buffer, at, length) };
    },
  };
}

function webAssembly(): WebAssemblyHost | undefined {
  return (globalThis as unknown as { readonly WebAssembly?: WebAssemblyHost }).WebAssembly;
}

/** Compiled once, when first needed; null where the host cannot. */
function compiledModule(): object | null {
  if (compiled !== undefined) return compiled;
  const host = webAssembly();
  const bytes = decodeBase64(kernelBytes);
  compiled = host?.validate(bytes) === true ? new host.Module(bytes) : null;
  return compiled;
}
