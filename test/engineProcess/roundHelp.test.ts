import { expect, it } from 'vitest';
import { networkShape } from '../../src/engine/neuralProcess/networkShape.ts';
import { trainByKernels } from '../../src/engine/neuralProcess/trainNeuralProcess.ts';
import { roundHelp } from '../../src/engineProcess/roundHelp.ts';
import { largestGap, randomProblems } from '../engine/neuralProcess/problems.ts';
import { everyProblem, startOf } from '../engine/neuralProcess/trainingCases.ts';
import { smallTraining } from './helpers/helpedTraining.ts';
import { engineEntry } from './processes.ts';

it('trains alike whether or not the GPU that was promised can be used', () => {
  const all = randomProblems({ points: 20, features: 3, contexts: [8, 12] }, 1);
  const shape = networkShape(3);
  const epochs = Array.from({ length: 12 }, () => ({ batches: [everyProblem(all)], rate: 1e-3 }));
  const told: number[] = [];
  const task = { shape, start: startOf(shape, 1), all, epochs };
  const { trainNetwork: train } = roundHelp({ entry: engineEntry, hasGpu: true, log: () => undefined });
  const outcome = train({ ...task, onEpoch: (epoch) => told.push(epoch) });
  expect(largestGap(outcome!.losses, trainByKernels(task)!.losses)).toBeLessThan(1e-3);
  expect(told).toEqual(epochs.map((_, index) => index + 1));
});

it('trains on the CPU where no GPU was found', () => {
  const task = smallTraining(12);
  const { trainNetwork: train } = roundHelp({ entry: engineEntry, hasGpu: false, log: () => undefined });
  expect(train(task)).toEqual(trainByKernels(task));
});
