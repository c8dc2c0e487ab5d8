import { initialParameters } from '../../src/engine/networks/initialParameters.ts';
import type { TrainingSchedule } from '../../src/engine/networks/networkRunner.ts';
import { inputWidth } from '../../src/engine/networks/networkSpec.ts';
import type { NetworkSpec } from '../../src/engine/networks/networkSpec.ts';
import type { Matrix } from '../../src/engine/numeric/matrix.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { backends, openBackend } from '../../src/engineProcess/backend.ts';
import { evaluateNetwork } from '../../src/engineProcess/tensors/evaluateNetwork.ts';
import { readByPromise } from '../../src/engineProcess/tensors/reading.ts';
import { trainNetwork } from '../../src/engineProcess/tensors/trainNetwork.ts';
import { CNN_BATCH, OUTPUTS, specOf } from './nnTasks.ts';
import type { TaskName, TaskSizes } from './nnTasks.ts';

/**
 * Measures one task on one backend, in a process of its own that can be ended. Arguments: a module in whose folder
 * packages are found, the backend, the task, and its sizes as JSON. Prints a line whenever something took its time, so
 * that its parent knows what takes too long, and the milliseconds of the task last, as `ms NUMBER`; `closed REASON` where
 * the backend does not open.
 */

const [entry, backend, task, sizes] = process.argv.slice(2) as [string, string, TaskName, string];

function imagesOf(rows: number, spec: NetworkSpec): Matrix {
  const rng = createRng(1);
  const columns = inputWidth(spec);
  const data = Float32Array.from({ length: rows * columns }, () => 2 * rng.uniform() - 1);
  return { rows, columns, data };
}

/** The second epoch: what the first has to prepare besides is not measured. */
async function epochMs(spec: NetworkSpec, rows: number, schedule: Omit<TrainingSchedule, 'epochs'>) {
  let begun = 0;
  const training = trainNetwork({
    spec,
    start: initialParameters(spec, createRng(2)),
    rows: {
      features: imagesOf(rows, spec),
      labels: Int32Array.from({ length: rows }, (_, row) => row % OUTPUTS),
      weights: new Float32Array(rows).fill(1),
    },
    heldOut: null,
    schedule: { ...schedule, epochs: 2 },
    seed: 3,
    onEpoch: () => {
      begun = performance.now();
      console.log('epoch');
    },
  });
  await readByPromise(training);
  return performance.now() - begun;
}

async function scoringMs(spec: NetworkSpec, rows: number): Promise<number> {
  const parameters = initialParameters(spec, createRng(2));
  await readByPromise(evaluateNetwork(spec, parameters, imagesOf(64, spec)));
  const images = imagesOf(rows, spec);
  console.log('ready');
  const begun = performance.now();
  await readByPromise(evaluateNetwork(spec, parameters, images));
  return performance.now() - begun;
}

function measure({ batch, trained, scored }: TaskSizes): Promise<number> {
  const spec = specOf(task);
  if (task === 'score10kMs') return scoringMs(spec, scored);
  const common = { weightDecay: 5e-4, patience: 0 };
  return task === 'resnet18StepMs'
    ? epochMs(spec, batch, { ...common, batch, learningRate: 0.1, optimizer: 'sgd', augment: 'cropFlip' })
    : epochMs(spec, trained, { ...common, batch: CNN_BATCH, learningRate: 0.003 });
}

async function main(): Promise<void> {
  try {
    const chosen = backends.find(({ name }) => name === backend)!;
    if (chosen.isInstalled?.(entry) === false) throw new Error('not installed');
    await openBackend(chosen, entry);
  } catch (error) {
    console.log(`closed ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  console.log('open');
  console.log(`ms ${await measure(JSON.parse(sizes) as TaskSizes)}`);
}

// Some backends keep the process alive.
void main().then(() => process.exit(0));
