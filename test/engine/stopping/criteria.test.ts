import { describe, expect, it } from 'vitest';
import { chooseCheckpoints } from '../../../src/engine/stopping/chooseCheckpoints.ts';
import { classificationChange } from '../../../src/engine/stopping/classificationChange.ts';
import { metAt, metSince } from '../../../src/engine/stopping/criterion.ts';
import type { Checkpoint } from '../../../src/engine/stopping/criterion.ts';
import { overallUncertainty } from '../../../src/engine/stopping/overallUncertainty.ts';
import { predictedFChange } from '../../../src/engine/stopping/predictedFChange.ts';
import { stabilisingPredictions } from '../../../src/engine/stopping/stabilisingPredictions.ts';

const two = { classCount: 2, positive: 1 };

const checkpoint = (predicted: readonly number[], more: Partial<Checkpoint> = {}): Checkpoint => ({
  round: 1,
  labels: 10,
  predicted: Int32Array.from(predicted),
  probabilities: null,
  open: new Uint8Array(predicted.length).fill(1),
  ...more,
});
const first = checkpoint([0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
const second = checkpoint([0, 0, 0, 1, 1, 1, 1, 1, 1, 1]);
const single = checkpoint([1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);

describe('stabilising predictions', () => {
  it('is the mean kappa of three pairs of models', () => {
    const [none, one, both, three] = stabilisingPredictions.values([first, first, second, second], two);
    expect([none, one, both]).toEqual([null, null, null]);
    // Agreement 0.9, by chance 0.4 x 0.3 + 0.6 x 0.7 = 0.54: kappa 0.36 / 0.46; the other two pairs agree in all.
    expect(three).toBeCloseTo((1 + 0.36 / 0.46 + 1) / 3, 12);
  });

  it('has no value where a kappa is not defined', () => {
    expect(stabilisingPredictions.values([first, single, single, first], two)[3]).toBeNull();
  });
});

it('counts the unlabeled items whose predicted class has changed', () => {
  const labeled = { ...second, open: Uint8Array.of(1, 1, 1, 0, 1, 1, 1, 1, 1, 1) };
  expect(classificationChange.values([first, second, first, labeled], two)).toEqual([null, 0.1, 0.1, 0]);
});

describe('overall uncertainty', () => {
  const probabilities = Float64Array.of(0.5, 0.5, 0.9, 0.1, 1, 0);
  const unsure = checkpoint([0, 0, 0], { probabilities, open: Uint8Array.of(1, 1, 0) });

  it('is the mean entropy of unlabeled items, as a share of the largest', () => {
    // ln 2 and 0.325083, by hand.
    expect(overallUncertainty.values([unsure], two)[0]).toBeCloseTo((1 + 0.325083 / Math.LN2) / 2, 6);
    expect(overallUncertainty.values([{ ...unsure, open: Uint8Array.of(0, 0, 1) }], two)).toEqual([0]);
  });

  it('needs probabilities and an unlabeled item', () => {
    const values = overallUncertainty.values([first, { ...unsure, open: new Uint8Array(3) }], two);
    expect(values).toEqual([null, null]);
  });
});

describe('predicted change of F', () => {
  it('is 1 - 2a / (2a + b + c) of the positive class', () => {
    // Positive for both: 6; for one of them: 1.
    expect(predictedFChange.values([first, second], two)[1]).toBeCloseTo(1 - 12 / 13, 12);
    // Class 0: both 3, one 1.
    expect(predictedFChange.values([second, first], { ...two, positive: 0 })[1]).toBeCloseTo(1 - 6 / 7, 12);
  });

  it('is the mean over the classes where none stands out, leaving out those that nobody predicts', () => {
    const all = { classCount: 3, positive: null };
    const [, change] = predictedFChange.values([first, second], all);
    expect(change).toBeCloseTo((1 - 12 / 13 + 1 - 6 / 7) / 2, 12);
    expect(predictedFChange.values([single, single], { classCount: 2, positive: 0 })[1]).toBeNull();
  });
});

it('holds where the last values of the window keep to the bound', () => {
  const rule = { bound: 'most', threshold: 0.05, window: 3 } as const;
  const values = [null, 0.2, 0.05, 0.01, 0.03, 0.04, 0.06, 0.01];
  expect(metAt(rule, values)).toEqual([false, false, false, false, true, true, false, false]);
  expect(metAt({ bound: 'least', threshold: 0.99, window: 1 }, [null, 0.98, 0.99])).toEqual([
    false,
    false,
    true,
  ]);
  expect(metSince([false, true, false, true, true])).toBe(3);
  expect(metSince([true, true])).toBe(0);
  expect(metSince([true, false])).toBeNull();
  expect(metSince([])).toBeNull();
});

describe('the rounds that are compared', () => {
  it('are the last, and those before it a batch of labels apart', () => {
    expect(chooseCheckpoints([2, 3, 7, 12, 13, 22], 5)).toEqual({ places: [0, 2, 4, 5], spacing: 5 });
    expect(chooseCheckpoints([], 5)).toEqual({ places: [], spacing: 5 });
  });

  it('lie farther apart where there would be too many', () => {
    expect(chooseCheckpoints([2, 3, 7, 12, 13, 22], 5, 3)).toEqual({ places: [0, 3, 5], spacing: 10 });
    const many = Array.from({ length: 5000 }, (_, round) => 2 * round + 2);
    expect(chooseCheckpoints(many, 2).places.length).toBeLessThanOrEqual(60);
  });
});
