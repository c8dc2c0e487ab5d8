import type { Cancellation } from '../cancellation.ts';
import type { LogisticCoordinates } from './logisticCoordinates.ts';
import type { LogisticMemory, LogisticShape } from './logisticMemory.ts';
import type { OracleData } from './oracleData.ts';
import type { RowPairs } from './rowPairs.ts';

export interface LogisticRetrainerOptions {
  /** Inverse penalty C. */
  readonly c: number;
  readonly withProbabilities: boolean;
  /** Whether a retraining may stop when no label can change any more. */
  readonly certified: boolean;
}

/** One labeled set in the kernels' memory. */
export interface LogisticSession {
  readonly data: OracleData;
  readonly labeled: Int32Array;
  /** Ascending; the class of each target. */
  readonly classes: Int32Array;
  readonly coordinates: LogisticCoordinates;
  readonly shape: LogisticShape;
  readonly memory: LogisticMemory;
  readonly products: RowPairs;
  readonly options: LogisticRetrainerOptions;
  readonly signal: Cancellation | undefined;
}

/** 1 where `output` stands for the row's class: of two classes the second is the one with a logit. */
export function targetOf({ classes, shape }: LogisticSession, label: number, output: number): number {
  return classes[shape.outputs === 1 ? 1 : output] === label ? 1 : 0;
}

export function fillBase(session: LogisticSession): void {
  const { data, labeled, coordinates, shape, memory, options } = session;
  const { columns, outputs, rows } = shape;
  coordinates.writeLabeled(memory.x);
  coordinates.writeEvaluation(memory.evaluation);
  for (let row = 0; row < rows; row++) {
    const label = data.rows.labels[labeled[row]!]!;
    for (let column = 0; column < columns; column++) {
      memory.xTransposed[column * rows + row] = memory.x[row * columns + column]!;
    }
    for (let output = 0; output < outputs; output++) {
      memory.targets[output * rows + row] = targetOf(session, label, output);
    }
    memory.costs[row] = options.c * (data.rows.weights?.[labeled[row]!] ?? 1);
  }
}

/** The first candidates of the memory; all of classes that the labeled rows hold. */
export function fillCandidates(session: LogisticSession, known: Int32Array): void {
  const { data, coordinates, shape, memory, options } = session;
  const { outputs, evaluationRows } = shape;
  coordinates.writeCandidates(known, memory.candidateX);
  known.forEach((row, index) => {
    if (shape.extraColumn >= 0) {
      memory.products.set(session.products.toEvaluation(row), index * evaluationRows);
    }
    for (let output = 0; output < outputs; output++) {
      memory.candidateTargets[index * outputs + output] = targetOf(session, data.rows.labels[row]!, output);
    }
    memory.candidateCosts[index] = options.c * (data.rows.weights?.[row] ?? 1);
  });
}
