import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { logisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { resolveParams } from '../../../src/engine/models/params.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { modelSkill } from '../../../src/engine/secondLook/modelSkill.ts';
import { outOfSampleProbabilities } from '../../../src/engine/secondLook/outOfSample.ts';
import { secondLook } from '../../../src/engine/secondLook/secondLook.ts';
import type { SecondLookInput } from '../../../src/engine/secondLook/secondLook.ts';
import { plantNoise } from './plantNoise.ts';
import type { NoisyLabels } from './plantNoise.ts';

const lookAt = (
  { features, labels, classCount }: NoisyLabels,
  extra: Partial<SecondLookInput> = {},
): SecondLookInput => ({
  features,
  labeledRows: Int32Array.from(labels.keys()),
  labels,
  classCount,
  model: 'logisticRegression',
  modelParams: {},
  seed: 1,
  ...extra,
});

describe('outOfSampleProbabilities', () => {
  it('are those of a model that was fitted to the other folds', () => {
    const { features, labels, classCount } = plantNoise('waveform', { rows: 40 }, 0.1, 2);
    const rows = Int32Array.from(labels.keys()).reverse();
    const own = labels.slice().reverse();
    const params = resolveParams(logisticRegression.params, {});
    const sizes: number[] = [];
    const trained: Float32Array[] = [];
    const probabilities = outOfSampleProbabilities(
      {
        features,
        rows,
        labels: own,
        classCount,
        folds: 5,
        fit: (training) => {
          sizes.push(training.labels.length);
          trained.push(Float32Array.from(training.features.data));
          return logisticRegression.fit(training, params);
        },
      },
      createRng(3),
    );
    expect(sizes).toEqual([32, 32, 32, 32, 32]);
    // For each label: the one fold whose training set lacks its row gives its probabilities.
    rows.forEach((row, place) => {
      const single = gatherRows(features, Int32Array.of(row));
      const lacking = trained.flatMap((data, fold) =>
        holds(data, single.data, features.columns) ? [] : fold,
      );
      expect(lacking).toHaveLength(1);
      const kept = rows.filter((other) =>
        holds(trained[lacking[0]!]!, gatherRows(features, Int32Array.of(other)).data, features.columns),
      );
      const model = logisticRegression.fit(
        { features: gatherRows(features, kept), labels: kept.map((other) => labels[other]!), classCount },
        params,
      );
      const expected = model.probabilities(single);
      expected.forEach((p, label) => expect(probabilities[place * classCount + label]).toBeCloseTo(p, 5));
    });
  });
});

function holds(data: Float32Array, row: ArrayLike<number>, columns: number): boolean {
  for (let start = 0; start < data.length; start += columns) {
    if (data.subarray(start, start + columns).every((value, at) => value === Math.fround(row[at]!)))
      return true;
  }
  return false;
}

describe('secondLook', () => {
  it.each([
    ['waveform', 'logisticRegression', 0.6, 0.35],
    ['checkerboard2x2', 'svc', 0.7, 0.7],
    ['glyphs', 'svc', 0.7, 0.35],
  ])('finds labels planted in %s with %s', (generator, model, recall, precision) => {
    const data = plantNoise(generator, { rows: 400, ...(generator === 'glyphs' && { size: 8 }) }, 0.1, 1);
    const { verdict } = secondLook(lookAt(data, { model }));
    const named = verdict!.places.filter((_, index) => verdict!.wrong[index] === 1);
    const found = named.filter((place) => data.wrong[place] === 1).length;
    const planted = data.wrong.reduce((sum, flag) => sum + flag, 0);
    const text = `${generator}, ${model}: recall ${found} of ${planted}, precision ${found} of ${named.length}`;
    expect(found / planted, text).toBeGreaterThan(recall);
    expect(found / named.length, text).toBeGreaterThan(precision);
    expect(verdict!.isInformed).toBe(true);
  });

  it('estimates how often each class was taken for another', () => {
    const data = plantNoise('checkerboard2x2', { rows: 600 }, 0, 4);
    const rng = createRng(5);
    // One in four of class 0 is called class 1, none the other way round.
    const labels = data.labels.map((label) => (label === 0 && rng.uniform() < 0.25 ? 1 : label));
    const { joint } = secondLook(lookAt({ ...data, labels }, { model: 'svc' })).verdict!;
    expect(joint[1 * 2 + 0]! / (joint[0]! + joint[2]!)).toBeGreaterThan(0.2);
    expect(joint[1 * 2 + 0]! / (joint[0]! + joint[2]!)).toBeLessThan(0.35);
    expect(joint[0 * 2 + 1]! / (joint[1]! + joint[3]!)).toBeLessThan(0.05);
  });

  it('leaves classes with fewer than 20 labels out, and names classes as they were given', () => {
    const data = plantNoise('checkerboard2x2', { rows: 200 }, 0.1, 6);
    // Class 0 becomes 3, class 1 stays; class 2 is rare, class 0 was never set.
    const labels = data.labels.map((label, row) => (row < 19 ? 2 : label === 0 ? 3 : 1));
    const { verdict } = secondLook(lookAt({ ...data, labels, classCount: 4 }, { model: 'svc' }));
    expect([...verdict!.classes]).toEqual([1, 3]);
    expect(verdict!.places.length).toBe(181);
    expect(Math.min(...verdict!.places)).toBe(19);
    expect(verdict!.joint.length).toBe(4);
    verdict!.places.forEach((place, index) =>
      expect(verdict!.other[index]).toBe(labels[place] === 1 ? 3 : 1),
    );
    const one = secondLook(lookAt({ ...data, labels: data.labels.map((_, row) => (row < 19 ? 1 : 0)) }));
    expect(one.verdict).toBeNull();
    expect(one.givesProbabilities).toBe(true);
  });

  it('knows when the model has learned nothing', () => {
    const hopeless = plantNoise('checkerboard2x2', { rows: 300 }, 0, 7);
    const { verdict } = secondLook(lookAt(hopeless));
    expect(verdict!.isInformed).toBe(false);
    // Nor has one that always names the most frequent class, however often that is right.
    const probabilities = Float64Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? 0.9 : 0.1));
    const labels = Int32Array.from({ length: 100 }, (_, place) => (place < 95 ? 0 : 1));
    expect(modelSkill({ probabilities, labels, classCount: 2 })).toEqual({
      right: 95,
      frequent: 95,
      isInformed: false,
    });
  });

  it('names twins with different labels, by how sure the model is, and passes on progress', () => {
    const data = plantNoise('checkerboard2x2', { rows: 300 }, 0, 8);
    const copies = 3;
    const features = {
      rows: 300 + copies,
      columns: 2,
      data: Float32Array.of(...data.features.data, ...data.features.data.subarray(0, 2 * copies)),
    };
    const labels = Int32Array.of(
      ...data.labels,
      ...Array.from({ length: copies }, (_, row) => 1 - data.labels[row]!),
    );
    const progress: number[] = [];
    const { duplicates, verdict } = secondLook(
      lookAt(
        { ...data, features, labels },
        { model: 'svc', onProgress: (fraction) => progress.push(fraction) },
      ),
    );
    // The three copies carry the wrong label, and the model knows.
    expect(duplicates.contradictions.map(({ place }) => place)).toEqual([300, 301, 302]);
    expect(verdict!.places.length).toBe(303);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress[0]).toBeCloseTo(0.16, 12);
  });

  it('refuses what it does not know and stops when told to', () => {
    const data = plantNoise('waveform', { rows: 100 }, 0, 9);
    expect(() => secondLook(lookAt(data, { model: 'oracle' }))).toThrow(/Unknown task model "oracle"/);
    expect(() => secondLook(lookAt(data, { modelParams: { depth: 3 } }))).toThrow(
      /Unknown parameter "depth"/,
    );
    expect(() => secondLook(lookAt(data, { signal: { aborted: true } }))).toThrow(CancelledError);
  });
});
