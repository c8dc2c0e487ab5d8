import { beforeAll, describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import type { ParamValues, TrainingSet } from '../../../src/engine/models/classifier.ts';
import { divergenceSlopes, rhoOf } from '../../../src/engine/models/posterior/weightDistribution.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import { initialParameters } from '../../../src/engine/networks/initialParameters.ts';
import type { NetworkRunner, NetworkTask } from '../../../src/engine/networks/networkRunner.ts';
import { parameterPlaces } from '../../../src/engine/networks/networkSpec.ts';
import { NetworksMissingError, provideNetworks } from '../../../src/engine/networks/providedNetworks.ts';
import { logistic, softplus } from '../../../src/engine/numeric/logistic.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { tensorCount } from '../../../src/engineProcess/backend.ts';
import { openNetworksHere } from './networksHere.ts';
import { gaussianClasses, normalMatrix } from '../../engine/syntheticData.ts';

let networks: NetworkRunner;
beforeAll(async () => {
  // Before anybody is provided.
  expect(() => findModel('mlp').fit(gaussianClasses(20, 2), {})).toThrow(NetworksMissingError);
  networks = (await openNetworksHere()).runner;
  provideNetworks(networks);
});

const spec = { kind: 'perceptron', inputs: 3, hidden: [4, 5], outputs: 3, dropout: 0 } as const;

function task(change: Partial<NetworkTask> = {}): NetworkTask {
  return {
    spec,
    // Biases too: at 0 there are rows at the kink of a ReLU.
    start: initialParameters(spec, createRng(1)).map((value) => (value === 0 ? 0.1 : value)),
    rows: {
      features: normalMatrix(12, 3, 2),
      labels: Int32Array.from({ length: 12 }, (_, row) => row % 3),
      weights: Float32Array.from({ length: 12 }, (_, row) => 0.5 + (row % 2)),
    },
    heldOut: null,
    schedule: { epochs: 1, batch: 12, learningRate: 0.01, weightDecay: 0, patience: 0 },
    seed: 1,
    ...change,
  };
}

/** Mean over rows of weight x cross-entropy, in plain numbers and without any layer's help. */
function lossOf(parameters: ArrayLike<number>, { rows }: NetworkTask): number {
  const widths = [3, 4, 5, 3];
  let sum = 0;
  for (let row = 0; row < rows.labels.length; row++) {
    let values = [...rows.features.data.subarray(row * 3, row * 3 + 3)];
    let offset = 0;
    for (let layer = 1; layer < widths.length; layer++) {
      const [from, to] = [widths[layer - 1]!, widths[layer]!];
      values = Array.from({ length: to }, (_, unit) => {
        let value = parameters[offset + from * to + unit]!;
        for (let input = 0; input < from; input++) {
          value += values[input]! * parameters[offset + input * to + unit]!;
        }
        return layer === widths.length - 1 ? value : Math.max(0, value);
      });
      offset += (from + 1) * to;
    }
    const total = Math.log(values.reduce((all, value) => all + Math.exp(value), 0));
    sum += rows.weights[row]! * (total - values[rows.labels[row]!]!);
  }
  return sum / rows.labels.length;
}

/** The gradient by differences of the plain loss. */
function gradientOf(given: NetworkTask): number[] {
  const at = Float64Array.from(given.start);
  return Array.from(at, (value, index) => {
    const [up, down] = [value + 1e-5, value - 1e-5].map((moved) => {
      at[index] = moved;
      return lossOf(at, given);
    });
    at[index] = value;
    return (up! - down!) / 2e-5;
  });
}

describe('training a network', () => {
  it('tells the weighted cross-entropy of what it started from', () => {
    expect(networks.train(task()).losses[0]).toBeCloseTo(lossOf(task().start, task()), 5);
  });

  it('begins with a step of AdamW: each parameter by the rate against its gradient, after the decay', () => {
    const schedule = { ...task().schedule, weightDecay: 5 };
    const given = task({ schedule });
    const { parameters } = networks.train(given);
    const gradient = gradientOf(given);
    for (const { kind, offset, length } of parameterPlaces(spec)) {
      for (let index = offset; index < offset + length; index++) {
        const slope = gradient[index]!;
        // A gradient near 0 has no sign in float32; where no row reaches a unit it is 0 in both.
        if (Math.abs(slope) > 0 && Math.abs(slope) < 1e-4) continue;
        const decayed = given.start[index]! * (kind === 'weights' ? 1 - 0.01 * 5 : 1);
        expect(parameters[index]).toBeCloseTo(decayed - 0.01 * Math.sign(slope), 4);
      }
    }
  });

  it('gives what it had at its best epoch, and ends when its patience does', () => {
    const heldOut = {
      features: normalMatrix(30, 3, 5),
      labels: Int32Array.from({ length: 30 }, (_, row) => row % 3),
      weights: new Float32Array(30).fill(1),
    };
    const schedule = { epochs: 200, batch: 5, learningRate: 0.02, weightDecay: 0, patience: 5 };
    // Labels without rhyme or reason: what fits these rows does not fit others.
    const given = task({ heldOut, schedule });
    const told: (readonly number[])[] = [];
    const { parameters, losses } = networks.train({ ...given, onEpoch: (...epoch) => told.push(epoch) });
    expect(told).toEqual(losses.map((_, epoch) => [epoch + 1, 200]));
    expect(losses.length).toBeGreaterThan(5);
    expect(losses.length).toBeLessThan(200);
    const best = Math.min(...losses);
    expect(losses.at(-1)).toBeGreaterThan(best);
    expect(lossOf(parameters, { ...given, rows: heldOut })).toBeCloseTo(best, 5);
  });

  it('keeps what it had after each so many epochs', () => {
    const schedule = { ...task().schedule, batch: 5 };
    const { kept, parameters } = networks.train(task({ schedule: { ...schedule, epochs: 5 }, keepEvery: 2 }));
    const shorter = [2, 4].map(
      (epochs) => networks.train(task({ schedule: { ...schedule, epochs } })).parameters,
    );
    expect(kept).toEqual(shorter);
    expect(parameters).not.toEqual(kept[1]);
    expect(networks.train(task()).kept).toEqual([]);
  });

  it('learns distributions: without any label to speak of a step goes towards the prior, by 1 / rows of the divergence', () => {
    const places = parameterPlaces(spec);
    const priors = places.map((_, index) => 0.5 + 0.1 * index);
    const rows = { ...task().rows, weights: new Float32Array(12) };
    const schedule = { ...task().schedule, optimizer: 'sgd', learningRate: 0.2 } as const;
    const given = task({ priors, rows, schedule });
    const { parameters, deviations } = networks.train(given);
    places.forEach(({ offset, length }, index) => {
      const prior = priors[index]!;
      const rho = rhoOf(0.1 * prior);
      const [, byDeviation] = divergenceSlopes(0, softplus(rho), prior);
      const moved = softplus(rho - (0.2 * byDeviation * logistic(rho)) / 12);
      for (let at = offset; at < offset + length; at++) {
        const [byMean] = divergenceSlopes(given.start[at]!, 1, prior);
        expect(parameters[at]).toBeCloseTo(given.start[at]! - (0.2 * byMean) / 12, 5);
        expect(deviations![at]).toBeCloseTo(moved, 5);
      }
    });
    const many = networks.train(
      task({ priors, rows, schedule: { ...task().schedule, epochs: 400, learningRate: 0.05 } }),
    );
    expect(Math.max(...many.parameters.map(Math.abs))).toBeLessThan(0.01);
    places.forEach(({ offset }, index) =>
      expect(many.deviations![offset]! / priors[index]!).toBeCloseTo(1, 2),
    );
  });

  it('gives the same bits for the same seed, and others for another', () => {
    const schedule = { ...task().schedule, epochs: 4, batch: 5 };
    const dropout = { spec: { ...spec, dropout: 0.3 }, schedule };
    const { parameters } = networks.train(task(dropout));
    expect(networks.train(task(dropout)).parameters).toEqual(parameters);
    expect(networks.train(task({ ...dropout, seed: 2 })).parameters).not.toEqual(parameters);
  });

  it('leaves no tensor behind, also where it is cancelled', () => {
    const { features } = task().rows;
    const before = tensorCount();
    const schedule = { ...task().schedule, epochs: 50, batch: 5 };
    let looks = 0;
    const signal = {
      get aborted() {
        return ++looks > 20;
      },
    };
    expect(() => networks.train(task({ schedule, signal }))).toThrow(CancelledError);
    // It looked at each batch, and ended where it was told to.
    expect(looks).toBe(21);
    networks.evaluate(spec, networks.train(task({ heldOut: task().rows })).parameters, features);
    networks.train(task({ priors: parameterPlaces(spec).map(() => 1), keepEvery: 1 }));
    looks = 0;
    const priors = parameterPlaces(spec).map(() => 1);
    expect(() => networks.train(task({ priors, schedule, signal }))).toThrow(CancelledError);
    expect(tensorCount()).toBe(before);
  });
});

describe('the task model mlp', () => {
  const fit = (training: TrainingSet, params: ParamValues = {}) =>
    findModel('mlp').fit(training, { epochs: 30, ...params });
  const right = (fitted: ReturnType<typeof fit>, { features, labels }: TrainingSet, of: number) => {
    const decided = fitted.decisionValues!(features);
    const rows = [...labels.keys()].filter((row) => labels[row] === of);
    return rows.filter((row) => decided[row]! > 0 === (of === 1)).length / rows.length;
  };
  /** Class 1 inside a circle, which no plane cuts out. */
  function circle(rows: number, seed: number): TrainingSet {
    const features = normalMatrix(rows, 2, seed);
    const labels = Int32Array.from({ length: rows }, (_, row) => {
      const [x = 0, y = 0] = features.data.subarray(2 * row, 2 * row + 2);
      return x * x + y * y < 1.4 ? 1 : 0;
    });
    return { features, labels, classCount: 2 };
  }

  it('learns what a plane cannot cut out', () => {
    const fitted = fit(circle(200, 1), { epochs: 60 });
    const linear = findModel('logisticRegression').fit(circle(200, 1), {});
    const others = circle(500, 2);
    expect((right(fitted, others, 0) + right(fitted, others, 1)) / 2).toBeGreaterThan(0.9);
    expect((right(linear, others, 0) + right(linear, others, 1)) / 2).toBeLessThan(0.7);
  });

  it('does not mind how features are scaled', () => {
    const training = circle(100, 3);
    const data = training.features.data.map((value, index) => (index % 2 === 0 ? value * 1024 : value));
    const scaled = { ...training, features: { ...training.features, data } };
    const plain = fit(training).probabilities(training.features);
    const gaps = fit(scaled)
      .probabilities(scaled.features)
      .map((value, index) => Math.abs(value - plain[index]!));
    expect(Math.max(...gaps)).toBeLessThan(1e-3);
  });

  it('finds more of a rare class when classes count alike', () => {
    const { features, labels } = gaussianClasses(400, 4, { seed: 4 });
    const rows = Int32Array.from(labels.keys()).filter((row) => labels[row] === 0 || row % 20 === 1);
    const data = Float32Array.from(
      [...rows].flatMap((row) => [...features.data.subarray(4 * row, 4 * row + 4)]),
    );
    const rare = {
      features: { rows: rows.length, columns: 4, data },
      labels: rows.map((row) => labels[row]!),
      classCount: 2,
    };
    const everyone = { features, labels, classCount: 2 };
    const alike = right(fit(rare, { classWeighted: true }), everyone, 1);
    expect(alike).toBeGreaterThan(right(fit(rare), everyone, 1) + 0.1);
  });

  it('goes on from what it had learned when it starts warm, and only where classes are the same', () => {
    const training = circle(100, 5);
    const learned = fit(training, { epochs: 80 }).memory!;
    const score = (params: ParamValues, start = learned) => {
      const fitted = fit({ ...training, start }, { epochs: 3, ...params });
      return right(fitted, training, 0) + right(fitted, training, 1);
    };
    expect(score({ warmStart: true })).toBeGreaterThan(score({ warmStart: false }) + 0.1);
    const other = { ...learned, classes: Int32Array.of(0, 2) };
    expect(score({ warmStart: true }, other)).toBe(score({ warmStart: false }));
  });

  it('embeds rows by its last hidden layer', () => {
    const training = circle(40, 6);
    const fitted = fit(training, { width: 7, layers: 2 });
    const { rows, columns, data } = fitted.embeddings!(training.features);
    expect([rows, columns, data.length]).toEqual([40, 7, 280]);
    expect(data.every((value) => value >= 0)).toBe(true);
    expect(data.some((value) => value > 0)).toBe(true);
  });

  it('draws by the seed of the training set too, as runs of an experiment do', () => {
    const training = circle(40, 7);
    const [one, same, other] = [1, 1, 2].map((seed) => fit({ ...training, seed }).memory!.parameters);
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
  });
});
