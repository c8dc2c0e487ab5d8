import { initialiseNetwork } from '../../engine/neuralProcess/initialise.ts';
import { networkShape } from '../../engine/neuralProcess/networkShape.ts';
import type { TrainingTask } from '../../engine/neuralProcess/networkTrainer.ts';
import { createPlainTrainer } from '../../engine/neuralProcess/plainTrainer.ts';
import { epochLosses, lossesPlace } from '../../engine/neuralProcess/shaders/trainingBuffers.ts';
import { createRng } from '../../engine/numeric/rng.ts';
import type { GpuTrainer } from './gpuTrainer.ts';

/** Steps of the test: the loss after each tells of gradients and parameters too. */
const STEPS = 4;
/** Far above what float32 leaves, far below what a wrong gradient does. */
const TOLERANCE = 1e-3;

/** Whether a device computes what it should: a few steps on one small problem, beside the plain form. */
export async function passesSelfTest(trainer: GpuTrainer): Promise<boolean> {
  const task = smallTask();
  const weights = await trainer.train(task, () => true);
  if (weights === null) return false;
  const own = epochLosses(task, weights.subarray(lossesPlace(task.shape, 0).at / 4));
  const plain = createPlainTrainer(task.shape, task.start, task.all);
  return task.epochs.every(({ batches, rate }, step) => {
    const expected = plain.step(batches[0]!, rate);
    return Math.abs(own[step]! - expected) <= TOLERANCE * Math.max(1, Math.abs(expected));
  });
}

function smallTask(): TrainingTask {
  const shape = networkShape(1);
  return {
    shape,
    start: initialiseNetwork(shape, createRng(1)),
    all: {
      features: { rows: 5, columns: 1, data: Float64Array.of(-1, -0.5, 0, 0.5, 1) },
      problems: [
        {
          context: Int32Array.of(0, 2, 4),
          targets: Int32Array.of(1, 3),
          gains: Float64Array.of(0.5, -0.5),
        },
      ],
    },
    epochs: Array.from({ length: STEPS }, () => ({ batches: [Int32Array.of(0)], rate: 1e-2 })),
  };
}
