import { describe, expect, it } from 'vitest';
import type { DenseMatrix } from '../../../src/engine/numeric/matrix.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { drawClasses } from '../../../src/engine/whatIf/drawClasses.ts';
import { labelFolds } from '../../../src/engine/whatIf/labelFolds.ts';
import { imagineClasses } from '../../../src/engine/whatIf/labelModel.ts';
import { gaussianClasses } from '../syntheticData.ts';

const nothing = { rows: new Int32Array(0), labels: new Int32Array(0) };

/** What is imagined of all rows by the first `count` labels, without the first of three folds. */
const imagine = (features: DenseMatrix, labels: Int32Array, count: number) => {
  const rows = Int32Array.from({ length: count }, (_, row) => row);
  const classCount = 1 + Math.max(...labels);
  const queued = { rows, labels: labels.slice(0, count) };
  const folds = labelFolds(queued, nothing, 3, createRng(1));
  const all = imagineClasses({ features, classCount, folds, weights: new Float64Array(count).fill(1) });
  expect(all).toHaveLength(3);
  return all[0]!;
};

describe('imagineClasses', () => {
  it('gives each row probabilities that follow the known labels', () => {
    const { features, labels } = gaussianClasses(300, 2, { classCount: 3, separation: 2, seed: 4 });
    const probabilities = imagine(features, labels, 100);
    expect(probabilities).toHaveLength(900);
    let hits = 0;
    for (let row = 0; row < 300; row++) {
      const own = [...probabilities.subarray(3 * row, 3 * row + 3)];
      expect(own.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 6);
      if (row >= 100 && own.indexOf(Math.max(...own)) === labels[row]) hits++;
    }
    expect(hits / 200).toBeGreaterThan(0.7);
  });

  it('sees what a plane cannot divide', () => {
    const rng = createRng(3);
    const data = new Float64Array(800).map(() => 2 * rng.uniform() - 1);
    const labels = Int32Array.from({ length: 400 }, (_, row) =>
      Math.hypot(data[2 * row]!, data[2 * row + 1]!) < 0.8 ? 1 : 0,
    );
    const probabilities = imagine({ rows: 400, columns: 2, data }, labels, 150);
    const right = labels.filter((label, row) => probabilities[2 * row + label]! > 0.5).length;
    expect(right / 400).toBeGreaterThan(0.9);
  });

  it('is not surer than it may be: labels that are noise give no class away', () => {
    const { features } = gaussianClasses(400, 2, { seed: 6 });
    const rng = createRng(8);
    const labels = Int32Array.from({ length: 400 }, () => rng.integer(2));
    const probabilities = imagine(features, labels, 200);
    const surest = Math.max(...probabilities);
    expect(surest).toBeLessThan(0.8);
  });

  it('learns from more labels than it gives to its slower experts', () => {
    const { features, labels } = gaussianClasses(1900, 2, { seed: 5, separation: 2 });
    const probabilities = imagine(features, labels, 1700);
    const right = labels.subarray(1700).filter((label, at) => probabilities[2 * (1700 + at) + label]! > 0.5);
    expect(right.length / 200).toBeGreaterThan(0.9);
  });

  it('is certain where one class alone is known', () => {
    const { features } = gaussianClasses(6, 2);
    const known = { rows: Int32Array.of(1, 3), labels: Int32Array.of(2, 2) };
    const folds = labelFolds(known, nothing, 1, createRng(1)).map((fold) => ({ ...fold, known }));
    const [only] = imagineClasses({ features, classCount: 3, folds, weights: Float64Array.of(1, 1) });
    expect([...only!.subarray(0, 6)].map((p) => Math.round(p * 1e6) / 1e6)).toEqual([0, 0, 1, 0, 0, 1]);
  });
});

describe('drawClasses', () => {
  it('draws each class as often as its probability says', () => {
    const rows = 20_000;
    const probabilities = Float64Array.from({ length: 3 * rows }, (_, index) => [0.5, 0.2, 0.3][index % 3]!);
    const drawn = drawClasses(probabilities, 3, createRng(5));
    // Binomial deviation 0.0035 at most.
    [0.5, 0.2, 0.3].forEach((share, label) => {
      expect(Math.abs(drawn.filter((each) => each === label).length / rows - share)).toBeLessThan(0.014);
    });
  });

  it('never draws what is impossible', () => {
    expect([...drawClasses(Float64Array.of(0, 1, 1, 0), 2, createRng(1))]).toEqual([1, 0]);
  });
});
