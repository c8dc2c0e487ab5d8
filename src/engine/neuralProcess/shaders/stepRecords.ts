import { createAdamClock } from '../adam.ts';
import { BATCH } from '../batches.ts';
import type { TrainingTask } from '../networkTrainer.ts';
import type { ProblemTables } from './problemTables.ts';

/** Bytes from one step's record to the next: what WebGPU asks of places in a buffer, three times. */
export const STEP_BYTES = 768;
const [PROBLEMS, STARTS] = [8, 8 + BATCH];

export interface StepRecords {
  /** One record for each step of all epochs, in order; the fields are those of `Batch` in shaderPrelude.ts. */
  readonly records: Uint32Array<ArrayBuffer>;
  /** Targets of all problems of each step together. */
  readonly rows: readonly number[];
}

export function stepRecords(
  { all, epochs }: Pick<TrainingTask, 'all' | 'epochs'>,
  { gainsFrom, rolesFrom }: ProblemTables,
): StepRecords {
  const steps = epochs.flatMap(({ batches, rate }) => batches.map((batch) => ({ batch, rate })));
  const records = new Uint32Array((steps.length * STEP_BYTES) / 4);
  const tick = createAdamClock();
  const rows = steps.map(({ batch, rate }, step) => {
    if (batch.length > BATCH) {
      throw new RangeError(`A batch holds at most ${BATCH} problems, not ${batch.length}.`);
    }
    const { bias1, bias2 } = tick();
    const record = records.subarray((step * STEP_BYTES) / 4);
    let count = 0;
    batch.forEach((problem, place) => {
      record[PROBLEMS + place] = problem;
      record[STARTS + place] = count;
      count += all.problems[problem]!.targets.length;
    });
    const [rateBits, biasBits] = new Uint32Array(Float32Array.of(rate / bias1, bias2).buffer);
    record.set([batch.length, count, step, rateBits!, biasBits!, all.features.rows, gainsFrom, rolesFrom]);
    return count;
  });
  return { records, rows };
}
