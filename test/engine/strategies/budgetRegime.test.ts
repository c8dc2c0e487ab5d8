import { describe, expect, it } from 'vitest';
import { leaveOutLabels } from '../../../src/engine/labelBudget/leaveOutLabels.ts';
import { typicality } from '../../../src/engine/labelBudget/typicality.ts';
import type { FittedClassifier, TrainingSet } from '../../../src/engine/models/classifier.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { findStrategy } from '../../../src/engine/strategies/registry.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { labeledPool } from '../autoal/labeledPool.ts';
import { matrixOf } from '../syntheticData.ts';

const pick = (view: PoolView, params: PoolView['params'] = {}) =>
  select(findStrategy('budgetRegime'), { ...view, params: { repeats: 1, ...params } }, 4, createRng(1));

/**
 * A model of one feature that is right as long as it has learned from a row where that is at least `from`; two classes by
 * the sign of the second feature.
 */
function modelThatNeeds(from: number) {
  return ({ features, classCount }: TrainingSet): FittedClassifier => {
    const { rows, columns, data } = features;
    const has = Array.from({ length: rows }, (_, row) => data[row * columns]!).some((value) => value >= from);
    return {
      classCount,
      probabilities: (asked) =>
        Float64Array.from({ length: asked.rows * 2 }, (_, index) => {
          const isSecond = asked.data[Math.floor(index / 2) * asked.columns + 1]! > 0;
          return isSecond === (index % 2 === 1) ? (has ? 1 : 0) : has ? 0 : 1;
        }),
    };
  };
}

/** 40 rows of which the first `special` are far up in the first feature. */
function pool(special: number): PoolView {
  const rows = Array.from({ length: 40 }, (_, row) => [row < special ? 1 : 0, row % 2 === 0 ? 1 : -1]);
  return {
    ...labeledPool(),
    features: matrixOf(rows),
    labeledRows: Int32Array.from({ length: 40 }, (_, row) => row),
    labels: Int32Array.from({ length: 40 }, (_, row) => (row % 2 === 0 ? 1 : 0)),
    classCount: 2,
    fit: modelThatNeeds(1),
  };
}

describe('leaveOutLabels', () => {
  it('finds the labels that the model cannot do without', () => {
    const view = pool(2);
    const special = Float64Array.from({ length: 40 }, (_, row) => (row < 2 ? 1 : 0));
    const other = special.map((value, row) => (row > 36 ? 1 : -value));
    const options = { repeats: 2, rng: createRng(1) };
    const typical = leaveOutLabels(view, { ...options, typicality: special, uncertainty: other })!;
    // Without the special rows the model is always wrong, with them always right.
    expect(typical.typical).toBeCloseTo(1, 12);
    expect(typical.uncertain).toBeCloseTo(0, 12);
    expect(typical.error).toBeCloseTo(0, 12);
    expect(typical.count).toBe(3);
    const uncertain = leaveOutLabels(view, { ...options, typicality: other, uncertainty: special })!;
    expect([uncertain.typical, uncertain.uncertain]).toEqual([typical.uncertain, typical.typical]);
  });

  it('has nothing to tell where a class would be gone', () => {
    const view = { ...pool(2), labels: new Int32Array(40) };
    const flat = new Float64Array(40);
    const options = { typicality: flat, uncertainty: flat, repeats: 1, rng: createRng(1) };
    expect(leaveOutLabels(view, options)).toBeNull();
  });
});

it('measures typicality by the distance to the nearest others', () => {
  const features = matrixOf([[0], [1], [3]]);
  const all = Int32Array.of(0, 1, 2);
  expect([...typicality({ features }, all, all)]).toEqual([1 / 2, 1 / 1.5, 1 / 2.5]);
});

describe('budgetRegime', () => {
  it('takes few labels as a low budget, and says from how many on it looks', () => {
    const { vote, fallback, rowIds } = pick(labeledPool({ labeled: 12 }));
    expect(fallback).toMatch(/^Taken as a low budget.*from 20 labels on/);
    expect(vote!.candidates).toEqual(['kMeans', 'margin']);
    expect([...vote!.weights]).toEqual([1, 0]);
    expect(rowIds).toHaveLength(4);
  });

  it('says in words what it found, and picks accordingly', () => {
    const { vote, fallback } = pick(labeledPool({ labeled: 90, rows: 200 }));
    expect(fallback).toBeUndefined();
    expect(vote!.note).toMatch(
      /^(A low|A high|Between a low and a high) budget: leaving out the 7 most typical labels costs -?\d+\.\d points/,
    );
    const expected = vote!.note!.startsWith('A low')
      ? [1, 0]
      : vote!.note!.startsWith('A high')
        ? [0, 1]
        : [0.5, 0.5];
    expect([...vote!.weights]).toEqual(expected);
  });

  it('asks by the strategy for a high budget where uncertain labels matter', () => {
    // Where nothing is told apart by the model, the special rows are the uncertain ones.
    const view = pool(2);
    const unsure: PoolView['fit'] = (training) => {
      const model = modelThatNeeds(1)(training);
      const own = {
        ...model,
        predict: (rows: TrainingSet['features']) => classesOf(model.probabilities(rows)),
      };
      return {
        ...own,
        probabilities: (rows) =>
          Float64Array.from({ length: rows.rows * 2 }, (_, index) => {
            const isSpecial = rows.data[Math.floor(index / 2) * rows.columns] === 1;
            return isSpecial ? 0.5 : index % 2;
          }),
      };
    };
    // Rows of the pool lie where most labels do, so that the special ones are not typical.
    const open = { ...view, features: matrixOf(Array.from({ length: 60 }, (_, row) => rowAt(row))) };
    const candidates = Int32Array.from({ length: 20 }, (_, place) => 40 + place);
    const probabilities = new Float64Array(40).fill(0.5);
    const given = {
      ...open,
      candidates,
      probabilities,
      fit: unsure,
      model: unsure({ ...view, features: view.features }),
    };
    const { vote } = pick(given, { low: 'kCenterGreedy', high: 'margin' });
    expect(vote!.note).toMatch(/^A high budget: .*Uncertain items are asked\.$/);
    expect([...vote!.weights]).toEqual([0, 1]);
  });

  it('says what is wrong with its strategies', () => {
    expect(() => pick(labeledPool(), { low: 'magic' })).toThrow(/Unknown query strategy "magic"/);
    expect(() => pick(labeledPool(), { low: 'margin' })).toThrow(/listed twice/);
  });
});

const rowAt = (row: number): number[] => [row < 2 ? 1 : 0, row % 2 === 0 ? 1 : -1];

const classesOf = (probabilities: Float64Array): Int32Array =>
  Int32Array.from({ length: probabilities.length / 2 }, (_, row) =>
    probabilities[2 * row + 1]! > probabilities[2 * row]! ? 1 : 0,
  );
