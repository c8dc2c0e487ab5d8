import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { drawBatches, groupBySize } from '../../src/engine/neuralProcess/batches.ts';
import { initialiseNetwork } from '../../src/engine/neuralProcess/initialise.ts';
import { networkShape } from '../../src/engine/neuralProcess/networkShape.ts';
import type { NeuralProcessProblems } from '../../src/engine/neuralProcess/neuralProcessProblems.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import type { OracleModel } from '../../src/engine/oracle/oracleData.ts';
import { EPOCHS, RATE, roundOfOneWorker, roundOfTwoWorkers, SEED, totalMs } from './npRound.ts';
import type { OwnRound, RoundTimes } from './npRound.ts';
import { runTorch, torchVersion } from './npTorch.ts';
import type { TrainingPlan } from './npTorch.ts';
import { waveform, waveformPool } from './oracleProblems.ts';
import { runSklearn, sklearnVersion } from './oracleSklearn.ts';
import { coresOfTwoThreads, ENOUGH_CORES } from './oracleWorkers.ts';

/**
 * A round of the neural process against scikit-learn's own loop and the same network in PyTorch, on one thread, in the
 * same run: the same simulated problems from 100 labels of Breiman's waveform, scored on 100 others; the same first
 * parameters and the same batches; 2,900 candidates. Every line is for people; the last is one line of JSON.
 */

const CANDIDATES = 2900;

const { values } = parseArgs({ options: { problems: { type: 'string', default: '300' } } });
const count = Number(values.problems);
if (!(Number.isInteger(count) && count > 0)) throw new Error('--problems takes a positive whole number.');

const benchmark = waveform(2, count);
const pool = waveformPool(CANDIDATES);
const versions = { torch: torchVersion(), sklearn: sklearnVersion() };
const missing = [
  ...(versions.sklearn === null ? ['no scikit-learn (Debian: apt-get install python3-sklearn)'] : []),
  ...(versions.torch === null ? ['no PyTorch (Debian: apt-get install python3-torch)'] : []),
];
const reason = missing.length === 0 ? null : `/usr/bin/python3 has ${missing.join(' and ')}`;

interface TheirRound extends RoundTimes {
  readonly losses: readonly number[];
  readonly blas: string;
}

/** What `trainNeuralProcess` draws from this seed. */
function planOf({ features, problems }: NeuralProcessProblems): TrainingPlan {
  const rng = createRng(SEED);
  const start = initialiseNetwork(networkShape(features.columns), rng.fork('initialisation'));
  const order = rng.fork('batches');
  const groups = groupBySize(problems);
  return { start, rate: RATE, batches: Array.from({ length: EPOCHS }, () => drawBatches(groups, order)) };
}

function roundOfTheirs(all: NeuralProcessProblems, model: OracleModel): TheirRound | null {
  if (reason !== null) return null;
  const { cpuMs: simulationMs } = runSklearn(benchmark, model);
  const { cpuMs: trainingMs, scoringMs, losses, blas } = runTorch(all, pool, planOf(all));
  return { simulationMs, trainingMs, scoringMs, losses, blas };
}

interface ModelRounds {
  readonly one: OwnRound;
  readonly two: OwnRound;
  /** That two spinning threads got, before and after. */
  readonly cores: number;
  readonly theirs: TheirRound | null;
}

async function measure(model: OracleModel): Promise<ModelRounds> {
  const input = { benchmark, model, pool };
  const one = roundOfOneWorker(input);
  const before = await coresOfTwoThreads();
  const two = roundOfTwoWorkers(input);
  const cores = Math.min(before, await coresOfTwoThreads());
  return { one, two, cores, theirs: roundOfTheirs(one.all, model) };
}

/** Of the last ten epochs. */
const finalNll = (losses: readonly number[]): number =>
  losses.slice(-10).reduce((sum, loss) => sum + loss, 0) / 10;

const cells = (parts: readonly string[]): string =>
  parts.map((part, index) => (index === 0 ? part.padEnd(34) : part.padStart(12))).join('');
const times = (round: RoundTimes): string[] =>
  [round.simulationMs, round.trainingMs, round.scoringMs, totalMs(round)].map((ms) => ms.toFixed(0));
const ratios = (slow: RoundTimes, fast: RoundTimes): string[] =>
  [
    slow.simulationMs / fast.simulationMs,
    slow.trainingMs / fast.trainingMs,
    slow.scoringMs / fast.scoringMs,
    totalMs(slow) / totalMs(fast),
  ].map((ratio) => ratio.toFixed(1));

function print(name: string, { one, two, cores, theirs }: ModelRounds): void {
  console.log(`\n${cells([name, 'simulation', 'training', 'scoring', 'round', 'final NLL'])}`);
  console.log(cells(['ours, one worker, CPU ms', ...times(one), finalNll(one.losses).toFixed(4)]));
  console.log(cells(['ours, two workers, wall ms', ...times(two), finalNll(two.losses).toFixed(4)]));
  if (theirs !== null) {
    const nll = finalNll(theirs.losses).toFixed(4);
    console.log(cells(['scikit-learn and PyTorch, CPU ms', ...times(theirs), nll]));
    console.log(cells(['ratio, one worker', ...ratios(theirs, one)]));
    console.log(cells(['ratio, two workers', ...ratios(theirs, two)]));
  }
  console.log(`Two spinning threads got ${cores.toFixed(2)} cores.`);
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

function figures({ one, two, cores, theirs }: ModelRounds) {
  const judged = cores >= ENOUGH_CORES;
  const reasons = [
    ...(reason === null ? [] : [reason]),
    ...(judged ? [] : [`two workers: two spinning threads get ${cores.toFixed(2)} cores`]),
  ];
  return {
    ratioOneWorker: theirs && rounded(totalMs(theirs) / totalMs(one), 2),
    ratioTwoWorkers: theirs && judged ? rounded(totalMs(theirs) / totalMs(two), 2) : null,
    seconds: rounded(totalMs(one) / 1000, 3),
    ...(reasons.length > 0 && { reason: reasons.join('; ') }),
  };
}

console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores`,
);
console.log(`${count} simulated problems from 100 labels, ${EPOCHS} epochs, ${CANDIDATES} candidates`);
const logistic = await measure({ id: 'logisticRegression', c: 1 });
print('logistic regression', logistic);
const svc = await measure({ id: 'svc', kernel: 'rbf', c: 1, gamma: 'scale' });
print('SVC', svc);

const { one, theirs } = logistic;
if (theirs === null) console.log(`\nNo ratios: ${reason ?? ''}.`);
else {
  const { torch, sklearn } = versions;
  const steps = planOf(one.all).batches.reduce((sum, epoch) => sum + epoch.length, 0);
  console.log(
    `\nscikit-learn ${sklearn ?? ''}, PyTorch ${torch ?? ''} with ${theirs.blas}; ${steps} steps of Adam.`,
  );
  if (theirs.blas === 'reference BLAS') {
    console.log(
      'PyTorch is several times as fast with OpenBLAS (Debian: apt-get install libopenblas0-pthread).',
    );
  }
}
console.log(
  JSON.stringify({
    training: {
      ratio: theirs && rounded(theirs.trainingMs / one.trainingMs, 2),
      finalNll: rounded(finalNll(one.losses), 4),
      torchFinalNll: theirs && rounded(finalNll(theirs.losses), 4),
      ...(reason !== null && { reason }),
    },
    round: { logisticRegression: figures(logistic), svc: figures(svc) },
  }),
);
