import type { NetworkShape } from '../networkShape.ts';
import type { TrainingTask } from '../networkTrainer.ts';
import { gradientPlan, PLAN_WORDS } from './gradientPlan.ts';
import { problemTables } from './problemTables.ts';
import { pointRecord, targetRecord } from './records.ts';
import { CHUNKS } from './shaderPrelude.ts';
import { STEP_BYTES, stepRecords } from './stepRecords.ts';

/** All that the shaders of a whole training read and write, in the order of their bindings from 0. */
export interface TrainingBuffers {
  readonly contents: readonly (Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>)[];
  /** Bytes of the last bindings, which begin with zeros. */
  readonly scratches: readonly number[];
  /** Targets of each step. */
  readonly rows: readonly number[];
}

/** Binding of parameters, moments and losses; `parametersIn`, `firstMomentsIn` and `lossesPlace` find them. */
export const WEIGHTS_BINDING = 4;
/** Binding of the step's record, the only one at another place for each step, and its size in bytes. */
export const STEP_BINDING = { binding: 0, bytes: STEP_BYTES } as const;
/** Bindings that shaders only read. */
export const READ_BINDINGS = 4;

export function trainingBuffers(
  task: Pick<TrainingTask, 'shape' | 'start' | 'all' | 'epochs'>,
): TrainingBuffers {
  const { shape, start, all } = task;
  const tables = problemTables(all);
  const { records, rows } = stepRecords(task, tables);
  const plan = gradientPlan(shape);
  const weights = new Float32Array(4 * shape.count + rows.length);
  weights.set(start);
  start.forEach((value, index) => (weights[shape.count + plan[PLAN_WORDS * index + 2]!] = value));
  const largest = rows.reduce((top, count) => Math.max(top, count), 1);
  return {
    contents: [records, plan, tables.tables, tables.gains, weights, pointRecords(task)],
    scratches: [4 * largest * targetRecord(shape).size, 4 * CHUNKS * (shape.count + 1)],
    rows,
  };
}

function pointRecords({ shape, all }: Pick<TrainingTask, 'shape' | 'all'>): Float32Array<ArrayBuffer> {
  const { size, at } = pointRecord(shape);
  const { features, contextValues } = all;
  const records = new Float32Array(features.rows * size);
  for (let row = 0; row < features.rows; row++) {
    const values = features.data.subarray(row * features.columns, (row + 1) * features.columns);
    records.set(values, row * size + at.x);
    records[row * size + at.known] = contextValues?.[row] ?? 0;
  }
  return records;
}

export const parametersIn = ({ count }: NetworkShape, weights: Float32Array): Float64Array =>
  Float64Array.from(weights.subarray(0, count));

/** Those of Adam: a tenth of the gradient after one step. */
export const firstMomentsIn = ({ count }: NetworkShape, weights: Float32Array): Float64Array =>
  Float64Array.from(weights.subarray(2 * count, 3 * count));

/** Where the losses of the first `steps` lie in the weights' binding, each as it was before its step. */
export const lossesPlace = (
  { count }: NetworkShape,
  steps: number,
): { readonly at: number; readonly bytes: number } => ({ at: 16 * count, bytes: 4 * steps });

/** The mean loss of each of the first epochs, over its problems, that all their steps' losses are there for. */
export function epochLosses(
  { all, epochs }: Pick<TrainingTask, 'all' | 'epochs'>,
  losses: Float32Array,
): readonly number[] {
  const means: number[] = [];
  let step = 0;
  for (const { batches } of epochs) {
    if (step + batches.length > losses.length) break;
    const sum = batches.reduce((total, batch) => total + batch.length * losses[step++]!, 0);
    means.push(sum / all.problems.length);
  }
  return means;
}
