import type { NetworkFunctions } from '../kernels/networkKernels.ts';
import { POINT_SHARDS, ROW_SHARDS } from './networkMemory.ts';

/** What one thread needs to do shares of a step. */
export interface StepWorker {
  /** Of an instance of its own, on the memory that all threads share. */
  readonly functions: NetworkFunctions;
  /** Byte offset of the network in that memory, and of scratch that no other thread uses. */
  readonly problem: number;
  readonly scratch: number;
  /** Points rounded up to 4. */
  readonly points: number;
}

/** Of Adam, for one step. */
export interface StepRates {
  /** Learning rate / (1 - decay1^t). */
  readonly rate: number;
  /** 1 - decay2^t. */
  readonly bias2: number;
}

/** Shares in any order and on any number of threads; the next phase begins when all are done. */
export interface StepPhase {
  readonly shares: number;
  run(worker: StepWorker, share: number, rates: StepRates): void;
}

/** First tensors of the shares of the last phase: about as many parameters each. */
const TENSOR_SHARES = [0, 10, 24, 28, 40] as const;

/** A step of training: encode the points; targets; the points' own gradient; move the parameters. */
export const stepPhases: readonly StepPhase[] = [
  {
    shares: POINT_SHARDS,
    run({ functions, problem, points }, share) {
      const border = (index: number): number => 4 * Math.floor((index * points) / 4 / POINT_SHARDS);
      functions.encodePoints(problem, border(share), border(share + 1), 1);
    },
  },
  {
    shares: ROW_SHARDS,
    run: ({ functions, problem, scratch }, share) => functions.trainRows(problem, share, scratch),
  },
  {
    shares: POINT_SHARDS,
    run: ({ functions, problem, scratch }, share) => functions.trainPoints(problem, share, scratch),
  },
  {
    shares: TENSOR_SHARES.length - 1,
    run({ functions, problem }, share, { rate, bias2 }) {
      functions.updateTensors(problem, TENSOR_SHARES[share]!, TENSOR_SHARES[share + 1]!, rate, bias2);
    },
  },
];
