import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import type { ParamValues, TrainingSet } from '../../../src/engine/models/classifier.ts';
import { findModel, modelInfos, models } from '../../../src/engine/models/registry.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { shuffledIndices } from '../../../src/engine/numeric/shuffledIndices.ts';
import { provideNetworks } from '../../../src/engine/networks/providedNetworks.ts';
import { openNetworksHere } from '../../engineProcess/tensors/networksHere.ts';
import { PIXEL_MODELS } from '../../../src/protocol/pixelModels.ts';
import { gaussianClasses, normalMatrix } from '../syntheticData.ts';

/** Columns that may be the pixels of a square image, for models that look at these. */
const COLUMNS = 9;
const pool = normalMatrix(50, COLUMNS, 99);

function largestGap(a: Float64Array, b: Float64Array): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - b[index]!)), 0);
}

function subset(training: TrainingSet, rows: Int32Array): TrainingSet {
  return {
    features: gatherRows(training.features, rows),
    labels: rows.map((row) => training.labels[row]!),
    classCount: training.classCount,
  };
}

it('has unique ids that the registry finds, and an error that names them for others', () => {
  expect(new Set(models.map((model) => model.id)).size).toBe(models.length);
  for (const model of models) expect(findModel(model.id)).toBe(model);
  expect(() => findModel('oracle')).toThrow(/"oracle".*logisticRegression/);
  expect(modelInfos().map((info) => info.id)).toEqual(models.map((model) => model.id));
  const ofPixels = models.filter(({ input }) => input === 'pixels').map(({ id }) => id);
  expect([...PIXEL_MODELS]).toEqual(ofPixels);
  for (const info of modelInfos()) expect(info.description).toMatch(/^.{10,110}$/);
});

provideNetworks((await openNetworksHere()).runner);

describe.each(models)('$id', (model) => {
  // Found by steps that draw rows, not as the one minimum that there is.
  const isNetwork = model.isNetwork === true;
  const itExact = (name: string, test: () => void): void => {
    if (!isNetwork) it(name, test);
  };
  // Probabilities are an option of some models.
  const asked: ParamValues = isNetwork
    ? { epochs: 20, width: model.id === 'resnet18' ? 4 : 16, learningRate: 0.05 }
    : model.gives.includes('probabilities')
      ? {}
      : { probability: true };
  // A width that follows from the variance of the rows would change with how often they are given.
  const exact: ParamValues = model.id === 'svc' ? { gamma: 'auto' } : isNetwork ? asked : {};
  const decide = (training: TrainingSet, params: ParamValues = exact) =>
    model.fit(training, params).decisionValues!(pool);

  describe.each([2, 4])('with %i classes', (classCount) => {
    const training = gaussianClasses(60, COLUMNS, { classCount, seed: 5 });

    it('gives rows of probabilities that sum to 1', () => {
      const probabilities = model.fit(training, asked).probabilities(pool);
      expect(probabilities).toHaveLength(pool.rows * classCount);
      for (let row = 0; row < pool.rows; row++) {
        const entries = probabilities.slice(row * classCount, (row + 1) * classCount);
        expect(entries.every((entry) => entry >= 0 && entry <= 1)).toBe(true);
        expect(entries.reduce((sum, entry) => sum + entry, 0)).toBeCloseTo(1, 12);
      }
    });

    it('learns: better than chance on its own training rows', () => {
      const probabilities = model.fit(training, asked).probabilities(training.features);
      const truth = training.labels.map((label, row) =>
        probabilities[row * classCount + label]! > 0.5 ? 1 : 0,
      );
      expect(truth.reduce((sum, hit) => sum + hit, 0) / truth.length).toBeGreaterThan(1.2 / classCount);
    });

    it('is deterministic and leaves its inputs alone', () => {
      const weights = new Float64Array(60).map((_, row) => 0.5 + (row % 3));
      const inputs = { ...training, weights };
      const before = structuredClone(inputs);
      const first = model.fit(inputs, asked).probabilities(pool);
      expect(model.fit(inputs, asked).probabilities(pool)).toEqual(first);
      expect(inputs).toEqual(before);
    });

    it('does not depend on the order of the training rows', () => {
      const shuffled = subset(training, shuffledIndices(60, createRng(1)));
      const gap = largestGap(decide(training), decide(shuffled));
      expect(gap).toBeLessThan(1e-7);
    });

    itExact('takes a weight of 3 as a row given three times', () => {
      const rows = Int32Array.from({ length: 60 }, (_, row) => row);
      const repeated = subset(
        training,
        Int32Array.from([...rows, ...rows.subarray(0, 9), ...rows.subarray(0, 9)]),
      );
      const weights = new Float64Array(60).map((_, row) => (row < 9 ? 3 : 1));
      const gap = largestGap(decide({ ...training, weights }), decide(repeated));
      expect(gap).toBeLessThan(1e-7);
    });

    it('scores a row alike alone and among others', () => {
      const fitted = model.fit(training, asked);
      const all = fitted.probabilities(pool);
      const alone = fitted.probabilities(gatherRows(pool, Int32Array.of(17)));
      expect(alone).toEqual(all.slice(17 * classCount, 18 * classCount));
    });
  });

  it('gives classes that the training set lacks probability 0', () => {
    const training = gaussianClasses(40, COLUMNS, { classCount: 3 });
    const spread = { ...training, labels: training.labels.map((label) => [1, 4, 5][label]!), classCount: 7 };
    const probabilities = model.fit(spread, asked).probabilities(pool);
    const compact = model.fit(training, asked).probabilities(pool);
    for (let row = 0; row < pool.rows; row++) {
      const entries = [...probabilities.slice(row * 7, row * 7 + 7)];
      expect([0, 2, 3, 6].map((label) => entries[label])).toEqual([0, 0, 0, 0]);
      expect([1, 4, 5].map((label) => entries[label])).toEqual([...compact.slice(row * 3, row * 3 + 3)]);
    }
  });

  it('says which class it predicts by its decision values', () => {
    const two = decide(gaussianClasses(60, COLUMNS, { seed: 5 }));
    expect(two).toHaveLength(pool.rows);
    const spread = { ...gaussianClasses(60, COLUMNS, { classCount: 3, seed: 5 }), classCount: 5 };
    const many = decide(spread);
    expect(many).toHaveLength(pool.rows * 5);
    for (let row = 0; row < pool.rows; row++) {
      expect([...many.slice(row * 5 + 3, row * 5 + 5)]).toEqual([-Infinity, -Infinity]);
    }
  });

  itExact('refits with one more point as if it had been there from the start', () => {
    const training = gaussianClasses(40, COLUMNS, { seed: 6 });
    const point = { features: pool.data.slice(0, COLUMNS), label: 1, weight: 2 };
    const data = Float64Array.of(...training.features.data, ...point.features);
    const more: TrainingSet = {
      features: { rows: 41, columns: COLUMNS, data },
      labels: Int32Array.of(...training.labels, 1),
      weights: Float64Array.of(...new Float64Array(40).fill(1), 2),
      classCount: 2,
    };
    const refitted = model.fit(training, exact).refit!(point);
    expect(largestGap(refitted.decisionValues!(pool), decide(more))).toBeLessThan(1e-6);
  });

  it('throws RangeError when fewer than two classes are present', () => {
    const features = normalMatrix(3, 4, 1);
    const single = { features, labels: Int32Array.of(1, 1, 1), classCount: 3 };
    const none = { features: normalMatrix(0, 4, 1), labels: new Int32Array(0), classCount: 3 };
    expect(() => model.fit(single, {})).toThrow(RangeError);
    expect(() => model.fit(none, {})).toThrow(RangeError);
  });

  it('survives columns without variance, twin rows with different labels, and a single row to score', () => {
    const data = Float32Array.of(...[1, 5, 1, 5], ...[1, 5, 1, 5], ...[1, 7, 1, 7], ...[1, 7, 1, 7]);
    const training = {
      features: { rows: 4, columns: 4, data },
      labels: Int32Array.of(0, 1, 0, 1),
      classCount: 2,
    };
    const probabilities = model
      .fit(training, asked)
      .probabilities({ rows: 1, columns: 4, data: Float32Array.of(1, 6, 1, 6) });
    if (!isNetwork) expect(probabilities[0]).toBeCloseTo(0.5, 6);
    expect(probabilities.every(Number.isFinite)).toBe(true);
    expect(
      model.fit(training, asked).probabilities({ rows: 0, columns: 4, data: new Float32Array(0) }),
    ).toHaveLength(0);
  });

  it('refuses unknown parameters and ends when cancelled', () => {
    const training = gaussianClasses(20, 4);
    expect(() => model.fit(training, { ...asked, depth: 3 })).toThrow(/Unknown parameter "depth"/);
    expect(() => model.fit(training, {}, { aborted: true })).toThrow(CancelledError);
  });
});
