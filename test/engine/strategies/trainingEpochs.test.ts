import { describe, expect, it } from 'vitest';
import type { FittedClassifier } from '../../../src/engine/models/classifier.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { labelDispersion } from '../../../src/engine/strategies/labelDispersion.ts';
import { learningLoss } from '../../../src/engine/strategies/learningLoss.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { randomPool } from './poolView.ts';

const rng = () => createRng(1);

/** The pool with another model, whose class of an item after an epoch is told. */
function predicting(classes: (epoch: number, first: number) => number, epochs: number): PoolView {
  const pool = randomPool({ rows: 40 });
  const after = (epoch: number): FittedClassifier => ({
    classCount: 3,
    probabilities: ({ rows, columns, data }) =>
      Float64Array.from({ length: rows * 3 }, (_, at) =>
        at % 3 === classes(epoch, data[Math.floor(at / 3) * columns]!) ? 0.8 : 0.1,
      ),
  });
  const checkpoints = (count: number) =>
    Array.from({ length: Math.min(epochs, count) }, (_, at) => after(at));
  return { ...pool, model: { ...pool.model!, checkpoints } };
}

describe('label dispersion', () => {
  it('of predictions 2, 2, 1, 2, 0 is .4, by the card, and 0 of what never changed', () => {
    const view = predicting((epoch, first) => (first > 0 ? [2, 2, 1, 2, 0][epoch]! : 1), 5);
    const { utilities } = select(labelDispersion, view, 3, rng());
    view.candidates.forEach((row, index) => {
      const changed = view.features.data[row * view.features.columns]! > 0;
      expect(utilities[index]).toBeCloseTo(changed ? 0.4 : 0, 12);
    });
  });

  it('asks for as many predictions as it is told, and looks at a sample of a large pool', () => {
    const asked: number[] = [];
    const view = predicting(() => 0, 5);
    const checkpoints: FittedClassifier['checkpoints'] = (count, draws) => {
      asked.push(count);
      return view.model!.checkpoints!(count, draws);
    };
    const params = { predictions: 7, sample: 10 };
    const { utilities } = select(
      labelDispersion,
      { ...view, params, model: { ...view.model!, checkpoints } },
      3,
      rng(),
    );
    expect(asked).toEqual([7]);
    expect(utilities.filter(Number.isFinite)).toHaveLength(10);
  });
});

describe('learning loss', () => {
  it('takes the items of the highest predicted loss', () => {
    const pool = randomPool();
    const first = (row: number) => pool.features.data[row * pool.features.columns]!;
    const lossPredictor = () => (features: typeof pool.features) =>
      Float64Array.from({ length: features.rows }, (_, row) => features.data[row * features.columns]!);
    const { rowIds } = select(learningLoss, { ...pool, model: { ...pool.model!, lossPredictor } }, 5, rng());
    const expected = [...pool.candidates].sort((a, b) => first(b) - first(a)).slice(0, 5);
    expect([...rowIds]).toEqual(expected);
  });
});

describe.each([labelDispersion, learningLoss])('$id', (strategy) => {
  it('says that it takes a neural network', () => {
    const pool = randomPool();
    const features = gatherRows(pool.features, pool.labeledRows);
    const model = pool.fit!({ ...pool, features });
    expect(() => select(strategy, { ...pool, model }, 3, rng())).toThrow(/needs .* a neural network/);
  });
});
