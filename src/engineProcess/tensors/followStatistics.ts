import { add, mul, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Variable } from '@tensorflow/tfjs-core';

/** What running statistics take of each step's (Ioffe and Szegedy 2015, algorithm 2, with a moving average). */
const NEW_SHARE = 0.1;

/** Moves running statistics towards those of a batch, which come in the same order. */
export function followStatistics(running: readonly Variable[], statistics: readonly Tensor[]): void {
  running.forEach((each, index) =>
    tidy(() => each.assign(add(mul(each, 1 - NEW_SHARE), mul(statistics[index]!, NEW_SHARE)))),
  );
}
