import { describe, expect, it } from 'vitest';
import { networkShape } from '../../src/engine/neuralProcess/networkShape.ts';
import type { NetworkTraining, TrainingTask } from '../../src/engine/neuralProcess/networkTrainer.ts';
import { quickerTraining } from '../../src/engineProcess/quickerTraining.ts';
import { randomProblems } from '../engine/neuralProcess/problems.ts';

const shape = networkShape(2);

function taskOf(points: number): TrainingTask {
  const all = randomProblems({ points, features: 2, contexts: [3] }, 1);
  const epochs = Array.from({ length: 10 }, () => ({ batches: [Int32Array.of(0)], rate: 1e-3 }));
  return { shape, start: new Float64Array(shape.count), all, epochs };
}

/** A clock that trainings move on by so many ms an epoch, and what each was asked for. */
function setUp() {
  let clock = 0;
  const asked: string[] = [];
  const training =
    (name: string, msAnEpoch: number, gives: (epochs: number) => boolean = () => true): NetworkTraining =>
    ({ epochs }) => {
      clock += msAnEpoch * epochs.length;
      asked.push(`${name} ${epochs.length}`);
      return gives(epochs.length)
        ? { parameters: Float64Array.of(msAnEpoch), losses: new Float64Array(epochs.length) }
        : null;
    };
  return { training, asked, now: () => clock };
}

describe('quickerTraining', () => {
  it('takes the GPU where its trial was quicker, and tries once for as many points', () => {
    const { training, asked, now } = setUp();
    const train = quickerTraining(training('gpu', 1), training('cpu', 5), now);
    expect(train(taskOf(20))?.parameters).toEqual(Float64Array.of(1));
    expect(asked).toEqual(['gpu 1', 'gpu 3', 'cpu 3', 'gpu 10']);
    train(taskOf(21));
    expect(asked.slice(4)).toEqual(['gpu 10']);
    train(taskOf(80));
    expect(asked.slice(5)).toEqual(['gpu 1', 'gpu 3', 'cpu 3', 'gpu 10']);
  });

  it('stays with the CPU where the GPU was slower or refused', () => {
    const slow = setUp();
    quickerTraining(slow.training('gpu', 5), slow.training('cpu', 1), slow.now)(taskOf(20));
    expect(slow.asked).toEqual(['gpu 1', 'gpu 3', 'cpu 3', 'cpu 10']);
    const none = setUp();
    const refusing = none.training('gpu', 1, () => false);
    quickerTraining(refusing, none.training('cpu', 5), none.now)(taskOf(20));
    expect(none.asked).toEqual(['gpu 1', 'cpu 10']);
  });

  it('trains on the CPU what the GPU cannot hold, and gives null where neither can', () => {
    const { training, now } = setUp();
    const gpu = training('gpu', 1, (epochs) => epochs < 10);
    expect(quickerTraining(gpu, training('cpu', 5), now)(taskOf(20))?.parameters).toEqual(Float64Array.of(5));
    const cpu = training('cpu', 5, (epochs) => epochs < 10);
    expect(quickerTraining(gpu, cpu, now)(taskOf(20))).toBeNull();
  });
});
