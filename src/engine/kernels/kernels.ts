import { kernelBytes } from './kernelBytes.ts';
import { wasmModule } from './wasmModule.ts';
import type { KernelMemory, ModuleFunctions } from './wasmModule.ts';

/** What the oracle's compiled kernels (assembly/kernels.ts) offer; numbers that name memory are byte offsets. */
export interface KernelFunctions extends ModuleFunctions {
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
export type Kernels = KernelFunctions & KernelMemory;

const module = wasmModule<KernelFunctions>(kernelBytes, false);

/** Whether this host runs WebAssembly with 128-bit vectors. */
export function kernelsRun(): boolean {
  return module.runs();
}

/** An instance with room for `bytes` of arrays. Throws where `kernelsRun` is false or the memory cannot be had. */
export function createKernels(bytes: number): Kernels {
  const { functions, arrays } = module.create(bytes);
  return { ...functions, ...arrays };
}
