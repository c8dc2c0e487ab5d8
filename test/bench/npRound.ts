import { fileURLToPath } from 'node:url';
import { predictGains } from '../../src/engine/neuralProcess/predictGains.ts';
import type { NeuralProcessProblems } from '../../src/engine/neuralProcess/neuralProcessProblems.ts';
import type { NetworkTraining } from '../../src/engine/neuralProcess/networkTrainer.ts';
import { trainNeuralProcess } from '../../src/engine/neuralProcess/trainNeuralProcess.ts';
import type { DenseMatrix } from '../../src/engine/numeric/matrix.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import type { OracleModel } from '../../src/engine/oracle/oracleData.ts';
import { solveHere } from '../../src/engine/oracle/oracleSolving.ts';
import type { OracleSolving } from '../../src/engine/oracle/oracleSolving.ts';
import { createHelperThreads } from '../../src/engineProcess/helpers/helperThreads.ts';
import { createThreadSolving } from '../../src/engineProcess/helpers/threadSolving.ts';
import { createThreadTraining } from '../../src/engineProcess/helpers/threadTraining.ts';
import type { OracleBenchmark } from './oracleProblems.ts';

/** A round of the neural process: its problems are solved, a network is trained on them, the pool is scored. */

export const EPOCHS = 100;
export const RATE = 1e-3;
export const SEED = 4;

export interface RoundInput {
  readonly benchmark: OracleBenchmark;
  readonly model: OracleModel;
  /** Candidates, on the scale of the benchmark's rows. */
  readonly pool: DenseMatrix;
}

export interface RoundTimes {
  readonly simulationMs: number;
  readonly trainingMs: number;
  readonly scoringMs: number;
}

export interface OwnRound extends RoundTimes {
  readonly all: NeuralProcessProblems;
  /** Mean negative log-likelihood of each epoch. */
  readonly losses: readonly number[];
}

export const totalMs = ({ simulationMs, trainingMs, scoringMs }: RoundTimes): number =>
  simulationMs + trainingMs + scoringMs;

interface Workers {
  readonly solve: OracleSolving;
  readonly train?: NetworkTraining;
  /** In ms. */
  readonly clock: () => number;
}

const REPETITIONS = 2;

/** CPU time of the quicker of two rounds on one thread: the first one also compiles the hot code. */
export function roundOfOneWorker(input: RoundInput): OwnRound {
  const clock = (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  return quicker(input, { solve: solveHere, clock });
}

/** Wall time of the quicker of two rounds with one helper thread. */
export function roundOfTwoWorkers(input: RoundInput): OwnRound {
  const entry = fileURLToPath(new URL('../../src/engineProcess/main.ts', import.meta.url));
  const log = (_level: string, message: string): void => console.log(message);
  const helpers = createHelperThreads({ entry, count: 1, log });
  try {
    return quicker(input, {
      solve: createThreadSolving({ helpers, log }),
      train: createThreadTraining({ helpers, log }),
      clock: () => performance.now(),
    });
  } finally {
    helpers.end();
  }
}

function quicker(input: RoundInput, workers: Workers): OwnRound {
  const rounds = Array.from({ length: REPETITIONS }, () => runRound(input, workers));
  return rounds.reduce((best, round) => (totalMs(round) < totalMs(best) ? round : best));
}

function runRound({ benchmark, model, pool }: RoundInput, { solve, train, clock }: Workers): OwnRound {
  const { data, problems } = benchmark;
  const begin = clock();
  const solved = solve({ data, settings: { model }, problems });
  const factor = largestOf([data.rows.features, pool]);
  const all = {
    features: divide(data.rows.features, factor),
    problems: problems.map(({ labeled, candidates }, index) => ({
      context: labeled,
      targets: candidates,
      gains: solved[index]!.improvements,
    })),
  };
  const simulated = clock();
  const trained = trainNeuralProcess(all, createRng(SEED), { epochs: EPOCHS, rate: RATE, train });
  const learned = clock();
  predictGains(trained, { context: all.features, targets: divide(pool, factor) });
  const end = clock();
  return {
    simulationMs: simulated - begin,
    trainingMs: learned - simulated,
    scoringMs: end - learned,
    all,
    losses: Array.from(trained.losses),
  };
}

function largestOf(matrices: readonly DenseMatrix[]): number {
  let largest = 0;
  for (const { data } of matrices) {
    for (const value of data) largest = Math.max(largest, Math.abs(value));
  }
  return largest;
}

const divide = (matrix: DenseMatrix, factor: number): DenseMatrix => ({
  ...matrix,
  data: Float64Array.from(matrix.data, (value) => value / factor),
});
