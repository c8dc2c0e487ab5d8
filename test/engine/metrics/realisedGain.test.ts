import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { realisedGains } from '../../../src/engine/metrics/realisedGain.ts';
import type { RealisedGainInput } from '../../../src/engine/metrics/realisedGain.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { gaussianClasses, matrixOf } from '../syntheticData.ts';

/** Predicts for every row the class that most training labels have; the lower one on a tie. */
const majority: RealisedGainInput['fit'] = ({ labels, classCount }) => {
  const counts = new Int32Array(classCount);
  for (const label of labels) counts[label]!++;
  const winner = counts.indexOf(Math.max(...counts));
  return {
    classCount,
    predict: ({ rows }) => new Int32Array(rows).fill(winner),
    probabilities: ({ rows }) => new Float64Array(rows * classCount),
  };
};

/** Places 0 to 59 are of class 1 but for the first 29 ... so that one label decides the majority. */
const toy = (ones: number, extra: Partial<RealisedGainInput> = {}): RealisedGainInput => ({
  training: {
    features: matrixOf(Array.from({ length: 61 }, () => [0])),
    labels: Int32Array.from({ length: 61 }, (_, place) => (place < ones ? 1 : 0)),
    classCount: 2,
  },
  isRandom: Array.from({ length: 61 }, (_, place) => place < 60),
  asked: Int32Array.of(0, 60),
  objective: { kind: 'accuracy' },
  fit: majority,
  ...extra,
});

describe('realisedGains', () => {
  it('is the score with the label minus the score without, on random labels other than itself', () => {
    // 31 ones and 30 zeros. Without place 0 it is a tie, and class 0 wins: of the 59 other random labels 30 are ones.
    const [own, other] = realisedGains(toy(31));
    expect(own).toBeCloseTo(30 / 59 - 29 / 59, 12);
    // Place 60 is no random label and changes nothing.
    expect(other).toBe(0);
  });

  it('counts by the objective', () => {
    const weighted = toy(31, { objective: { kind: 'weightedAccuracy', weights: [1, 3] } });
    expect(realisedGains(weighted)[0]).toBeCloseTo((3 * 30 - 29) / (3 * 30 + 29), 12);
    expect(realisedGains(toy(31, { objective: { kind: 'balancedAccuracy' } }))[0]).toBeCloseTo(0, 12);
    const f1 = realisedGains(toy(31, { objective: { kind: 'f1', positive: 1 } }))[0];
    expect(f1).toBeCloseTo((2 * 30) / (30 + 59), 12);
  });

  it('is not given below 50 random labels other than the own', () => {
    const first = (count: number) => Array.from({ length: 61 }, (_, place) => place < count);
    expect([...realisedGains(toy(31, { isRandom: first(49) }))]).toEqual([NaN, NaN]);
    const [own, other] = realisedGains(toy(31, { isRandom: first(50) }));
    expect(own).toBeNaN();
    expect(other).toBe(0);
  });

  it('is not given where one class alone would be left', () => {
    expect(realisedGains(toy(1))[0]).toBeNaN();
  });

  it('equals a plain loop for three classes and a logistic regression', () => {
    const training = gaussianClasses(90, 3, { classCount: 3, seed: 2 });
    const isRandom = Array.from(training.labels, (_, place) => place % 3 !== 1);
    const input = { ...toy(31), training, isRandom, fit: fitLogisticRegression, asked: Int32Array.of(4, 9) };
    const gains = realisedGains(input);
    const rows = (keep: (place: number) => boolean) => {
      const kept = [...training.labels.keys()].filter(keep);
      return {
        features: matrixOf(kept.map((row) => [...training.features.data.slice(3 * row, 3 * row + 3)])),
        labels: Int32Array.from(kept, (row) => training.labels[row]!),
        classCount: 3,
      };
    };
    [4, 9].forEach((place, index) => {
      const judges = rows((row) => isRandom[row]! && row !== place);
      const accuracy = (set: typeof judges): number => {
        const p = fitLogisticRegression(set).probabilities(judges.features);
        const right = judges.labels.filter((label, row) => {
          const own = [...p.slice(3 * row, 3 * row + 3)];
          return own.indexOf(Math.max(...own)) === label;
        });
        return right.length / judges.labels.length;
      };
      expect(gains[index]).toBeCloseTo(
        accuracy(rows(() => true)) - accuracy(rows((row) => row !== place)),
        9,
      );
    });
  });

  it('stops when it is cancelled, and tells how far it is', () => {
    expect(() => realisedGains(toy(31, { signal: { aborted: true } }))).toThrow(CancelledError);
    const told: number[] = [];
    realisedGains(toy(31, { onProgress: (fraction) => told.push(fraction) }));
    expect(told).toEqual([0, 0.5]);
  });
});
