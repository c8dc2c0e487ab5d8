import type { Tensor } from '@tensorflow/tfjs-core';
import { throwTrouble } from './watchDevice.ts';

/**
 * A program that yields a tensor wherever it has to know its numbers, and is given them: some backends have them at
 * once, others only by a promise. Who runs it ends it, by an error where numbers cannot be had.
 */
export type Reading<Result> = Generator<Tensor, Result, Float32Array>;

/** Runs a program on a backend that gives numbers at once. */
export function readAtOnce<Result>(program: Reading<Result>): Result {
  let step = program.next();
  while (step.done !== true) {
    step = program.next(step.value.dataSync<'float32'>());
  }
  return step.value;
}

/** Runs a program on any backend; `onRead` is awaited at each of its readings. */
export async function readByPromise<Result>(
  program: Reading<Result>,
  onRead: () => Promise<void> = () => Promise.resolve(),
): Promise<Result> {
  let step = program.next();
  while (step.done !== true) {
    let numbers: Float32Array;
    try {
      numbers = await step.value.data<'float32'>();
      throwTrouble();
      await onRead();
    } catch (error) {
      step = program.throw(error);
      continue;
    }
    step = program.next(numbers);
  }
  return step.value;
}
