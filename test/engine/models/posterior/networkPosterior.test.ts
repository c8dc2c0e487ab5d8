import { beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../../src/engine/cancellation.ts';
import type {
  FittedClassifier,
  ParamValues,
  TrainedPosterior,
} from '../../../../src/engine/models/classifier.ts';
import { parametersOfHead } from '../../../../src/engine/models/posterior/heads.ts';
import { findModel } from '../../../../src/engine/models/registry.ts';
import type {
  NetworkRunner,
  NetworkTask,
  TrainedNetwork,
} from '../../../../src/engine/networks/networkRunner.ts';
import { provideNetworks } from '../../../../src/engine/networks/providedNetworks.ts';
import { createRng } from '../../../../src/engine/numeric/rng.ts';
import { openNetworksHere } from '../../../engineProcess/tensors/networksHere.ts';
import { gaussianClasses } from '../../syntheticData.ts';

/** What was trained since the last look, and what came of it. */
let trainings: { task: NetworkTask; trained: TrainedNetwork }[] = [];
let networks: NetworkRunner;

beforeAll(async () => {
  networks = (await openNetworksHere()).runner;
  provideNetworks({
    ...networks,
    train(task) {
      const trained = networks.train(task);
      trainings.push({ task, trained });
      return trained;
    },
  });
});

const training = gaussianClasses(40, 3, { classCount: 3, seed: 2, separation: 3 });
const others = gaussianClasses(30, 3, { classCount: 3, seed: 3, separation: 1 }).features;

const fit = (params: ParamValues = {}, signal?: { aborted: boolean }) =>
  findModel('mlp').fit(training, { epochs: 21, width: 8, ...params }, signal);

/** Draws of a fitted network, its trainings and what each draw says of other rows. */
function draw(fitted: FittedClassifier, way: TrainedPosterior, count = 4, seed = 1) {
  trainings = [];
  const members = fitted.posterior![way]!(count, createRng(seed));
  return { members, trainings, says: members.map((member) => member.probabilities(others)) };
}

describe.each(['snapshots', 'diverse', 'splitHead', 'bayes'] as const)('draws by %s', (way) => {
  it('are as many different models as asked for, the same under a seed', () => {
    const fitted = fit();
    const { says } = draw(fitted, way);
    expect(says).toHaveLength(4);
    expect(new Set(says.map(String)).size).toBe(4);
    for (const each of says) {
      expect(each).toHaveLength(90);
      for (let row = 0; row < 30; row++) {
        expect(each.subarray(3 * row, 3 * row + 3).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
      }
    }
    expect(draw(fitted, way).says).toEqual(says);
    expect(draw(fitted, way, 4, 2).says).not.toEqual(says);
  });

  it('have learned the labels', () => {
    const { members } = draw(fit({ epochs: 60 }), way);
    const says = members.map((member) => member.probabilities(training.features));
    const right = [...training.labels].filter(
      (label, row) => says.reduce((sum, each) => sum + each[3 * row + label]! / 4, 0) > 0.5,
    );
    expect(right.length).toBeGreaterThan(30);
  });

  it('end where they are cancelled', () => {
    const signal = { aborted: false };
    const fitted = fit({}, signal);
    signal.aborted = true;
    expect(() => draw(fitted, way)).toThrow(CancelledError);
  });
});

it('snapshots come from one training: one at the end of each cycle, the last epoch among them', () => {
  const { members, trainings: all } = draw(fit(), 'snapshots');
  expect(all).toHaveLength(1);
  const [{ task, trained }] = all as [(typeof all)[0]];
  // 21 epochs in four cycles of six, the last of which is not cut short.
  expect([task.schedule.epochs, task.schedule.cycles, task.keepEvery, task.schedule.patience]).toEqual([
    24, 4, 6, 0,
  ]);
  expect(trained.losses).toHaveLength(24);
  expect(members.map((member) => member.memory!.parameters)).toEqual(trained.kept);
  expect(trained.kept.at(-1)).toEqual(trained.parameters);
});

it('diverse copies begin with what one short training learned, and differ by what is drawn after', () => {
  const { trainings: all } = draw(fit(), 'diverse');
  const [shared, ...copies] = all;
  expect(shared!.task.schedule.epochs).toBe(4);
  expect(copies).toHaveLength(4);
  for (const { task } of copies) {
    expect(task.start).toEqual(shared!.trained.parameters);
    expect(task.schedule.epochs).toBe(17);
  }
  expect(new Set(copies.map(({ task }) => task.seed)).size).toBe(4);
});

it('diverse copies are not to be had without dropout', () => {
  expect(fit({ dropout: 0 }).posterior!.diverse).toBeUndefined();
});

it('heads learn from bootstrap samples, have all other layers in common, and one training', () => {
  const { members, trainings: all } = draw(fit(), 'splitHead');
  expect(all).toHaveLength(1);
  const [{ task, trained }] = all as [(typeof all)[0]];
  expect(task.spec.outputs).toBe(12);
  const { weights } = task.rows;
  for (let head = 0; head < 4; head++) {
    const counts = weights.filter((_, at) => at % 4 === head);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40);
    expect(counts.every(Number.isInteger)).toBe(true);
    expect(Math.max(...counts)).toBeGreaterThan(1);
  }
  // 3 x 8 weights and 8 biases.
  for (const member of members) {
    expect(member.memory!.parameters).toHaveLength(32 + 8 * 3 + 3);
    expect(member.memory!.parameters.subarray(0, 32)).toEqual(trained.parameters.subarray(0, 32));
  }
});

it('the loss of a network with heads is the mean of what each has by itself', () => {
  const spec = { kind: 'perceptron', inputs: 3, hidden: [5], outputs: 2, dropout: 0 } as const;
  const start = Float32Array.from({ length: 20 + 5 * 6 + 6 }, (_, at) => Math.sin(at));
  const rows = {
    features: { ...others, data: Float32Array.from(others.data) },
    labels: Int32Array.from({ length: 30 }, (_, row) => row % 2),
  };
  const weights = Float32Array.from({ length: 90 }, (_, at) => (at * 7) % 5);
  const schedule = { epochs: 1, batch: 30, learningRate: 0.01, weightDecay: 0, patience: 0 };
  const lossOf = (change: Pick<NetworkTask, 'spec' | 'start'>, own: Float32Array) =>
    networks.train({ ...change, rows: { ...rows, weights: own }, heldOut: null, schedule, seed: 1 })
      .losses[0]!;
  const heads = [0, 1, 2].map((head) =>
    lossOf(
      { spec, start: parametersOfHead(spec, start, head) },
      weights.filter((_, at) => at % 3 === head),
    ),
  );
  const all = lossOf({ spec: { ...spec, outputs: 6 }, start }, weights);
  expect(all).toBeCloseTo((heads[0]! + heads[1]! + heads[2]!) / 3, 5);
  expect(new Set(heads).size).toBe(3);
});

it('a network with batch norms has no weights to draw, and other ways still', () => {
  const pixels = gaussianClasses(12, 9, { seed: 5 });
  const fitted = findModel('resnet18').fit(pixels, { epochs: 2, width: 2 });
  expect(Object.keys(fitted.posterior!)).toEqual(['snapshots', 'splitHead']);
  const heads = fitted.posterior!.splitHead!(2, createRng(1));
  expect(heads.map((head) => head.memory!.layers)).toEqual([fitted.memory!.layers, fitted.memory!.layers]);
  const convolution = findModel('cnn').fit(pixels, { epochs: 2, filters: 2, width: 4, blocks: 1 });
  const [one, two] = convolution.posterior!.bayes!(2, createRng(1)).map((member) =>
    member.probabilities(pixels.features),
  );
  expect(one).not.toEqual(two);
});
