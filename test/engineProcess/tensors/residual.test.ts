import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findModel } from '../../../src/engine/models/registry.ts';
import { initialParameters } from '../../../src/engine/networks/initialParameters.ts';
import type { NetworkRunner, NetworkTask } from '../../../src/engine/networks/networkRunner.ts';
import {
  embeddingWidth,
  inputWidth,
  isTrained,
  layerShapes,
  parameterCount,
  parameterPlaces,
} from '../../../src/engine/networks/networkSpec.ts';
import type { ResidualSpec } from '../../../src/engine/networks/residualLayers.ts';
import { provideNetworks } from '../../../src/engine/networks/providedNetworks.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { tensorCount } from '../../../src/engineProcess/backend.ts';
import { openNetworksHere } from './networksHere.ts';
import { gaussianClasses, normalMatrix } from '../../engine/syntheticData.ts';
import { smallResidual } from './smallResidual.ts';

/** What PyTorch makes of the same network in float64; by residual_torch.py. */
interface Reference {
  readonly shape: Omit<ResidualSpec, 'kind'>;
  readonly rate: number;
  readonly decay: number;
  readonly features: readonly number[];
  readonly labels: readonly number[];
  readonly weights: readonly number[];
  readonly start: readonly number[];
  readonly embeddings: readonly number[];
  readonly logits: readonly number[];
  readonly losses: readonly number[];
  readonly trained: readonly number[];
}

const reference = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'residual.json'), 'utf8'),
) as Reference;

let networks: NetworkRunner;
beforeAll(async () => {
  networks = (await openNetworksHere()).runner;
  provideNetworks(networks);
});

const largestGap = (found: ArrayLike<number>, expected: readonly number[]): number => {
  expect(found).toHaveLength(expected.length);
  return expected.reduce((gap, value, index) => Math.max(gap, Math.abs(found[index]! - value)), 0);
};

describe('ResNet-18', () => {
  const spec: ResidualSpec = {
    kind: 'residual',
    side: 32,
    channels: 3,
    widths: [64, 128, 256, 512],
    blocks: 2,
    outputs: 10,
  };

  it('has 11,173,962 parameters that are trained, and 512 embeddings', () => {
    const places = parameterPlaces(spec);
    const trained = places.filter(isTrained).reduce((sum, { length }) => sum + length, 0);
    expect(trained).toBe(11_173_962);
    // Means and variances of 64 x 5, 128 x 5, 256 x 5 and 512 x 5 channels: each stage has four convolutions, and the
    // first one the stem, the others a shortcut.
    expect(parameterCount(spec) - trained).toBe(2 * 5 * (64 + 128 + 256 + 512));
    expect(embeddingWidth(spec)).toBe(512);
    const names = layerShapes(spec).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('stage4.block1.shortcut.variances');
  });
});

describe('a residual network', () => {
  const { shape, rate, decay, labels, weights, losses } = reference;
  const spec: ResidualSpec = { kind: 'residual', ...shape };
  const rows = {
    features: {
      rows: labels.length,
      columns: inputWidth(spec),
      data: Float32Array.from(reference.features),
    },
    labels: Int32Array.from(labels),
    weights: Float32Array.from(weights),
  };
  const start = Float32Array.from(reference.start);

  it('says of images what PyTorch does, with the statistics that it has gathered', () => {
    const { logits, embeddings } = networks.evaluate(spec, start, rows.features);
    // Thirteen layers each round to a relative 6e-8 of values up to about ten.
    expect(largestGap(logits, reference.logits)).toBeLessThan(1e-4);
    expect(largestGap(embeddings, reference.embeddings)).toBeLessThan(1e-4);
  });

  it('steps as PyTorch does: gradients, momentum, decay and running statistics', () => {
    const schedule = {
      epochs: losses.length,
      batch: labels.length,
      learningRate: rate,
      weightDecay: decay,
      patience: 0,
      optimizer: 'sgd',
    } as const;
    const before = tensorCount();
    const found = networks.train({ spec, start, rows, heldOut: null, schedule, seed: 1 });
    expect(tensorCount()).toBe(before);
    // As above, and each step goes through all layers twice.
    expect(largestGap(found.losses, losses)).toBeLessThan(1e-3);
    expect(largestGap(found.parameters, reference.trained)).toBeLessThan(1e-3);
    // The steps are far longer than what the comparison lets pass.
    expect(largestGap(start, reference.trained)).toBeGreaterThan(0.1);
  });
});

it('has the gradient of its own loss, by finite differences and where sides are even', () => {
  const spec = smallResidual;
  const start = initialParameters(spec, createRng(5));
  const task = (from: Float32Array, learningRate: number): NetworkTask => ({
    spec,
    start: from,
    rows: {
      features: normalMatrix(12, inputWidth(spec), 6),
      labels: Int32Array.from({ length: 12 }, (_, row) => row % 3),
      weights: new Float32Array(12).fill(1),
    },
    heldOut: null,
    schedule: { epochs: 1, batch: 12, learningRate, weightDecay: 0, patience: 0, optimizer: 'sgd' },
    seed: 1,
  });
  const lossAt = (parameters: Float32Array): number => networks.train(task(parameters, 0)).losses[0]!;
  const moved = networks.train(task(start, 1)).parameters;
  const here = lossAt(start);
  const step = 1e-3;
  const places = parameterPlaces(spec)
    .filter(isTrained)
    .flatMap(({ offset, length }) => Array.from({ length }, (_, index) => offset + index));
  expect(places).toHaveLength(18 + 4 + 36 + 4 + 36 + 4 + 54 + 6 + 81 + 6 + 6 + 6 + 9 + 3);
  // Every third is enough, and each array has some.
  const compared = places.filter((_, index) => index % 3 === 0);
  const slopes = compared.map((place) => {
    const slope = (by: number): number => (lossAt(start.with(place, start[place]! + by)) - here) / by;
    const [ahead, behind] = [slope(step), slope(-step)];
    return { found: start[place]! - moved[place]!, expected: (ahead + behind) / 2, bend: ahead - behind };
  });
  // A step over the kink of a ReLU, of which there are thousands, shows in that the slopes on both sides differ. Else
  // there is rounding: a loss of about 1 rounds to 1e-7, which the step magnifies to 1e-4 and layers to some times that.
  const smooth = slopes.filter(({ bend }) => Math.abs(bend) < 5e-3);
  expect(smooth.length).toBeGreaterThan(0.75 * compared.length);
  for (const { found, expected } of smooth) expect(Math.abs(found - expected)).toBeLessThan(5e-3);
  expect(smooth.filter(({ expected }) => Math.abs(expected) > 0.03).length).toBeGreaterThan(30);
});

describe('ResNet-18 as a task model', () => {
  const training = gaussianClasses(60, 16, { classCount: 3, seed: 5 });
  const params = { width: 4, epochs: 6, batchSize: 16, learningRate: 0.05 };
  const fit = (changed = {}, seed = 0) =>
    findModel('resnet18').fit({ ...training, seed }, { ...params, ...changed });

  it('gives the mean of its last stage as embeddings', () => {
    const { rows, columns, data } = fit().embeddings!(training.features);
    expect([rows, columns]).toEqual([60, 32]);
    expect(data.every((value) => value >= 0)).toBe(true);
  });

  it('goes on from softened weights, and from what its batch norms have seen as it is', () => {
    const memory = fit().memory!;
    let begun: NetworkTask | null = null;
    provideNetworks({
      ...networks,
      train: (task) => {
        begun = task;
        return networks.train(task);
      },
    });
    const next = { ...training, start: memory };
    findModel('resnet18').fit(next, { ...params, epochs: 1, warmStart: true });
    provideNetworks(networks);
    const { spec, start } = begun!;
    for (const place of parameterPlaces(spec)) {
      const [seen, from] = [memory.parameters, start].map((all) =>
        all.subarray(place.offset, place.offset + place.length),
      ) as [Float32Array, Float32Array];
      if (isTrained(place)) expect(from).not.toEqual(seen);
      else expect(from).toEqual(seen);
    }
  });

  it('draws what it does to images from its seed', () => {
    const of = (changed: object, seed = 0) => fit({ epochs: 2, ...changed }, seed).memory!.parameters;
    expect(of({})).toEqual(of({}));
    expect(of({})).not.toEqual(of({ augment: 'none' }));
    expect(of({}, 1)).not.toEqual(of({}));
  });
});
