import type { NetworkTraining, TrainingTask } from '../engine/neuralProcess/networkTrainer.ts';

/** Epochs of a trial: some thirty steps. */
const TRIAL_EPOCHS = 3;

/**
 * Trains by `gpu` where a short trial shows it quicker than `cpu`, and by `cpu` elsewhere and whenever `gpu` gives null.
 * The trial comes with the first training, and again where there are twice as many points or half as many. `now`: a
 * clock in ms.
 */
export function quickerTraining(
  gpu: NetworkTraining,
  cpu: NetworkTraining,
  now: () => number = () => performance.now(),
): NetworkTraining {
  const winners = new Map<number, NetworkTraining>();
  return (task) => {
    const size = Math.round(Math.log2(task.all.features.rows));
    const winner = winners.get(size) ?? tryOut(gpu, cpu, { task, now });
    winners.set(size, winner);
    return (winner === gpu ? gpu(task) : null) ?? cpu(task);
  };
}

interface Trial {
  readonly task: TrainingTask;
  readonly now: () => number;
}

function tryOut(gpu: NetworkTraining, cpu: NetworkTraining, { task, now }: Trial): NetworkTraining {
  const short = (epochs: number): TrainingTask => ({
    ...task,
    epochs: task.epochs.slice(0, epochs),
    onEpoch: undefined,
  });
  // The first training on a GPU compiles its shaders.
  if (gpu(short(1)) === null) return cpu;
  const time = (train: NetworkTraining): number => {
    const start = now();
    return train(short(TRIAL_EPOCHS)) === null ? Infinity : now() - start;
  };
  return time(gpu) < time(cpu) ? gpu : cpu;
}
