import { afterEach, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { trainByKernels } from '../../../src/engine/neuralProcess/trainNeuralProcess.ts';
import { createHelperThreads, helperCount } from '../../../src/engineProcess/helpers/helperThreads.ts';
import type { HelperThreads } from '../../../src/engineProcess/helpers/helperThreads.ts';
import { takeShare } from '../../../src/engineProcess/helpers/sharedSteps.ts';
import { createThreadTraining } from '../../../src/engineProcess/helpers/threadTraining.ts';
import { engineEntry, until } from '../processes.ts';
import { smallTraining, trainWithHelpers } from './helpedTraining.ts';

const started: HelperThreads[] = [];
const logged: string[] = [];

function start(count: number, entry = engineEntry): HelperThreads {
  const helpers = createHelperThreads({ entry, count, log: (_, message) => logged.push(message) });
  started.push(helpers);
  return helpers;
}

afterEach(() => {
  started.splice(0).forEach((helpers) => helpers.end());
  logged.length = 0;
});

/** More steps than the trial of the helpers takes. */
const LONG = 50;

it.each([1, 2, 3])('gives with %i threads what one gives, bit by bit, twice', (threads) => {
  const task = smallTraining(LONG);
  const alone = trainByKernels(task);
  const helpers = start(threads - 1);
  expect(trainWithHelpers(helpers, task)).toEqual(alone);
  expect(trainWithHelpers(helpers, task)).toEqual(alone);
  expect(logged).toEqual([]);
});

it('stops when it is cancelled, and its helpers serve the next training', () => {
  const helpers = start(1);
  const signal = { aborted: false };
  const train = createThreadTraining({ helpers, log: () => undefined });
  const epochs: number[] = [];
  const onEpoch = (epoch: number): void => {
    epochs.push(epoch);
    signal.aborted = epoch === 3;
  };
  expect(() => train(smallTraining(LONG, { signal, onEpoch }))).toThrow(CancelledError);
  expect(epochs).toEqual([1, 2, 3]);
  expect(trainWithHelpers(helpers, smallTraining(5))).toEqual(trainByKernels(smallTraining(5)));
});

it('gives nothing where numbers overflow', () => {
  const task = smallTraining(2);
  const start0 = { ...task, start: task.start.map(() => 1e30) };
  expect(createThreadTraining({ helpers: start(1), log: () => undefined })(start0)).toBeNull();
});

it('begins again by itself when a helper dies with a share', () => {
  let ended = 0;
  const helpers: HelperThreads = {
    count: 1,
    start: () => undefined,
    send: ({ control }) => void takeShare(control),
    end: () => ended++,
  };
  const train = createThreadTraining({
    helpers,
    log: (_, message) => logged.push(message),
    silenceMs: 100,
  });
  expect(train(smallTraining(5))).toEqual(trainByKernels(smallTraining(5)));
  expect(logged).toEqual([
    'A helper thread stopped in the middle of a training, which begins again without it.',
  ]);
  expect(ended).toBe(1);
});

it('trains by itself where threads cannot start, says so, and stops trying', async () => {
  const helpers = start(1, '/nowhere/main.ts');
  const train = createThreadTraining({ helpers, log: () => undefined });
  for (let death = 1; death <= 2; death++) {
    expect(train(smallTraining(5))).toEqual(trainByKernels(smallTraining(5)));
    await until(() => logged.length === death);
  }
  train(smallTraining(5));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(logged).toHaveLength(2);
  expect(logged[0]).toContain('/nowhere/main.ts');
});

it('leaves a core to the rest of the machine', () => {
  expect([1, 2, 3, 4, 5, 64].map((cores) => helperCount(cores))).toEqual([0, 0, 1, 2, 3, 3]);
});
