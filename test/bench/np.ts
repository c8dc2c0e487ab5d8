import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { drawBatches, groupBySize } from '../../src/engine/neuralProcess/batches.ts';
import { initialiseNetwork } from '../../src/engine/neuralProcess/initialise.ts';
import { networkShape } from '../../src/engine/neuralProcess/networkShape.ts';
import type { NeuralProcessProblems } from '../../src/engine/neuralProcess/neuralProcessProblems.ts';
import { trainNeuralProcess } from '../../src/engine/neuralProcess/trainNeuralProcess.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { createOracle } from '../../src/engine/oracle/oracle.ts';
import { runTorch, torchVersion } from './npTorch.ts';
import type { TrainingPlan } from './npTorch.ts';
import { waveform } from './oracleProblems.ts';

/**
 * Training the neural process against the same network in PyTorch, in the same run: the same 300 simulated problems, the
 * same first parameters and the same batches, one thread each. Every line is for people; the last is one line of JSON.
 */

const EPOCHS = 100;
const RATE = 1e-3;
const SEED = 4;

/** Breiman's waveform, features divided by their largest; gains of logistic regression on 100 other rows. */
function simulated(count: number): NeuralProcessProblems {
  const { data, problems } = waveform(2, count);
  const oracle = createOracle(data, { model: { id: 'logisticRegression', c: 1 } });
  const { features } = data.rows;
  const entries = Float64Array.from(features.data);
  const largest = entries.reduce((top, value) => Math.max(top, Math.abs(value)), 0);
  return {
    features: { ...features, data: entries.map((value) => value / largest) },
    problems: problems.map((problem) => ({
      context: problem.labeled,
      targets: problem.candidates,
      gains: oracle.solve(problem).improvements,
    })),
  };
}

/** What `trainNeuralProcess` draws from this seed. */
function planOf({ features, problems }: NeuralProcessProblems): TrainingPlan {
  const rng = createRng(SEED);
  const start = initialiseNetwork(networkShape(features.columns), rng.fork('initialisation'));
  const order = rng.fork('batches');
  const groups = groupBySize(problems);
  return { start, rate: RATE, batches: Array.from({ length: EPOCHS }, () => drawBatches(groups, order)) };
}

/** CPU time of the quicker of two trainings: the first one also compiles the hot code. */
function trainHere(all: NeuralProcessProblems) {
  const runs = Array.from({ length: 2 }, () => {
    const before = process.cpuUsage();
    const { losses } = trainNeuralProcess(all, createRng(SEED), { epochs: EPOCHS, rate: RATE });
    const { user, system } = process.cpuUsage(before);
    return { cpuMs: (user + system) / 1000, losses: Array.from(losses) };
  });
  return runs.reduce((best, run) => (run.cpuMs < best.cpuMs ? run : best));
}

/** Of the last ten epochs. */
const finalNll = (losses: readonly number[]): number =>
  losses.slice(-10).reduce((sum, loss) => sum + loss, 0) / 10;

const { values } = parseArgs({ options: { problems: { type: 'string', default: '300' } } });
const count = Number(values.problems);
if (!(Number.isInteger(count) && count > 0)) throw new Error('--problems takes a positive whole number.');

const all = simulated(count);
const plan = planOf(all);
const steps = plan.batches.reduce((sum, epoch) => sum + epoch.length, 0);
const version = torchVersion();
const own = trainHere(all);
const theirs = version === null ? null : runTorch(all, plan);

const cells = (parts: readonly string[]): string =>
  parts.map((part, index) => (index === 0 ? part.padEnd(24) : part.padStart(12))).join('');
const line = (name: string, { cpuMs, losses }: { cpuMs: number; losses: readonly number[] }): string =>
  cells([name, cpuMs.toFixed(0), (cpuMs / steps).toFixed(2), finalNll(losses).toFixed(4)]);

console.log(
  `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores`,
);
console.log(`${count} simulated problems from 100 labels, ${steps} steps of Adam; one thread, CPU time\n`);
console.log(cells(['training', 'ms', 'ms a step', 'final NLL']));
console.log(line('ours', own));
if (theirs !== null) {
  console.log(line(`PyTorch ${version ?? ''}`, theirs));
  console.log(`\nPyTorch multiplies with ${theirs.blas}.`);
  if (theirs.blas === 'reference BLAS') {
    console.log('It is several times as fast with OpenBLAS (Debian: apt-get install libopenblas0-pthread).');
  }
}
const reason = 'no PyTorch for /usr/bin/python3 (Debian: apt-get install python3-torch)';
const ratio = theirs === null ? null : theirs.cpuMs / own.cpuMs;
console.log(ratio === null ? `\nNo ratio: ${reason}.` : `\nOurs is ${ratio.toFixed(1)} times as fast.`);
const round = (value: number, digits: number): number => Number(value.toFixed(digits));
console.log(
  JSON.stringify({
    training: {
      ratio: ratio === null ? null : round(ratio, 2),
      finalNll: round(finalNll(own.losses), 4),
      torchFinalNll: theirs === null ? null : round(finalNll(theirs.losses), 4),
      ...(ratio === null && { reason }),
    },
  }),
);
