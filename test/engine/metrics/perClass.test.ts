import { describe, expect, it } from 'vitest';
import { precisionPerClass, recallPerClass } from '../../../src/engine/metrics/perClass.ts';

const truth = Int32Array.of(0, 0, 0, 0, 1, 1, 3);
const predicted = Int32Array.of(0, 0, 0, 1, 1, 0, 1);

describe('recallPerClass', () => {
  it('is the share of each class that is found, and null for a class without items', () => {
    expect(recallPerClass(truth, predicted, 4)).toEqual([3 / 4, 1 / 2, null, 0]);
  });
});

describe('precisionPerClass', () => {
  it('is the share of each prediction that is right, and null where nothing is predicted so', () => {
    expect(precisionPerClass(truth, predicted, 4)).toEqual([3 / 4, 1 / 3, null, null]);
  });
});
