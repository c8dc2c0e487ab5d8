import { describe, expect, it } from 'vitest';
import type { TrainingSet } from '../../../src/engine/models/classifier.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { solveConjugate } from '../../../src/engine/numeric/solveConjugate.ts';
import { shannonEntropy } from '../../../src/engine/strategies/entropy.ts';
import {
  expectedErrorReduction,
  expectedLoss,
} from '../../../src/engine/strategies/expectedErrorReduction.ts';
import { expectedGradientLength } from '../../../src/engine/strategies/expectedGradientLength.ts';
import { stratifiedFolds } from '../../../src/engine/numeric/stratifiedFolds.ts';
import { influence, influences } from '../../../src/engine/strategies/influence.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import type { PoolView } from '../../../src/engine/strategies/strategy.ts';
import { matrixOf } from '../syntheticData.ts';
import { randomPool, viewOfPoints } from './poolView.ts';

describe('expectedGradientLength', () => {
  it('is 1.328157 at x = (1, 2), p = (.7, .3), by the card', () => {
    const view = { ...viewOfPoints(matrixOf([[1, 2]]), []), probabilities: Float64Array.of(0.7, 0.3) };
    const { utilities } = select(expectedGradientLength, view, 1, createRng(1));
    expect(utilities[0]).toBeCloseTo(1.328157, 6);
    // The form with one weight vector for two classes, 2 p (1 - p) |x|, ranks alike.
    expect(utilities[0]! / Math.SQRT2).toBeCloseTo(0.939149, 6);
  });

  it('is 0 for a sure prediction and grows with the features', () => {
    const probabilities = Float64Array.of(1, 0, 0.6, 0.4, 0.6, 0.4);
    const view = { ...viewOfPoints(matrixOf([[5], [1], [3]]), []), probabilities };
    const { utilities } = select(expectedGradientLength, view, 3, createRng(1));
    expect(utilities[0]).toBe(0);
    expect(utilities[2]).toBeCloseTo(3 * utilities[1]!, 12);
  });
});

describe('expectedErrorReduction', () => {
  it('expects .46 at p = (.6, .4) and future errors .3 and .7, by the card', () => {
    expect(expectedLoss([0.6, 0.4], [0.3, 0.7])).toBeCloseTo(0.46, 12);
  });

  it.each(['log', 'error'])(
    'matches a plain loop that fits the model for every item and class (%s)',
    (loss) => {
      const view = { ...randomPool({ rows: 16, labeled: 3 }), params: { loss } };
      const { utilities } = select(expectedErrorReduction, view, 5, createRng(1));
      const pool = gatherRows(view.features, view.candidates);
      view.candidates.forEach((row, index) => {
        let expected = 0;
        for (let label = 0; label < 3; label++) {
          const future = fitLogisticRegression({
            features: gatherRows(view.features, Int32Array.of(...view.labeledRows, row)),
            labels: Int32Array.of(...view.labels, label),
            classCount: 3,
          }).probabilities(pool);
          let sum = 0;
          for (let item = 0; item < pool.rows; item++) {
            const p = future.subarray(3 * item, 3 * item + 3);
            sum += loss === 'error' ? 1 - Math.max(...p) : shannonEntropy(p, 0, 3);
          }
          expected += (view.probabilities![3 * index + label]! * sum) / pool.rows;
        }
        expect(utilities[index]).toBeCloseTo(-expected, 8);
      });
    },
  );

  it('retrains for a sample of a large pool only', () => {
    const view = { ...randomPool(), params: { sample: 4, targets: 5 } };
    expect(select(expectedErrorReduction, view, 10, createRng(1)).rowIds).toHaveLength(4);
  });

  it('looks at fewer items where retraining is dear, and tries only likely classes', () => {
    let fits = 0;
    const view = randomPool({ rows: 60, labeled: 4 });
    const wide = { rows: 60, columns: 100_000, data: new Float32Array(6e6) };
    const fit = () => {
      fits++;
      const probabilities = (rows: PoolView['features']) => new Float64Array(3 * rows.rows).fill(1 / 3);
      return { classCount: 3, probabilities };
    };
    const dear = { ...view, features: wide, fit, model: fit(), params: { classes: 2, targets: 2 } };
    expect(select(expectedErrorReduction, dear, 60, createRng(1)).rowIds).toHaveLength(10);
    expect(fits).toBe(1 + 2 * 10);
  });

  it('takes the refit of a model that has one', () => {
    const view = randomPool({ rows: 12, labeled: 2 });
    const plain = select(expectedErrorReduction, view, 3, createRng(1)).utilities;
    let refits = 0;
    const model = {
      ...view.model!,
      refit(point: { features: ArrayLike<number>; label: number }) {
        refits++;
        const features = gatherRows(view.features, view.labeledRows);
        return fitLogisticRegression({
          features: {
            rows: features.rows + 1,
            columns: 4,
            data: Float64Array.of(...features.data, ...Array.from(point.features)),
          },
          labels: Int32Array.of(...view.labels, point.label),
          classCount: 3,
        });
      },
    };
    const own = select(expectedErrorReduction, { ...view, model }, 3, createRng(1)).utilities;
    expect(refits).toBe(3 * view.candidates.length);
    own.forEach((value, index) => expect(value).toBeCloseTo(plain[index]!, 8));
  });
});

describe('influence', () => {
  it('is -.8 for least squares in one dimension, by the card', () => {
    // Trained on (1, 1) and (2, 2): w = 1, H = 2.5. Gradients: z = (1, 3) has -2, the held-out (1, 2) has -1.
    const direction = solveConjugate((vector) => vector.map((value) => 2.5 * value), Float64Array.of(-1));
    expect(-direction[0]! * -2).toBeCloseTo(-0.8, 12);
  });

  it('cancels over the labels that the model expects', () => {
    const p = Float64Array.of(0.5, 0.3, 0.2);
    const out = influences(Float64Array.of(1, -2, 4), p, 3);
    // The mean response is .7.
    [0.3, -2.7, 3.3].forEach((value, label) => expect(out[label]).toBeCloseTo(value, 12));
    expect(out.reduce((sum, value, label) => sum + p[label]! * value, 0)).toBeCloseTo(0, 12);
  });

  it('ranks as adding an item with a small weight really changes the held-out loss', () => {
    const { features, labels, classCount } = trainingData();
    const labeledRows = Int32Array.from({ length: 60 }, (_, row) => row);
    const candidates = Int32Array.from({ length: 40 }, (_, row) => 60 + row);
    const fit = (training: TrainingSet) => fitLogisticRegression(training);
    const own = labels.subarray(0, 60);
    const model = fit({ features: gatherRows(features, labeledRows), labels: own, classCount });
    const view = {
      features,
      candidates,
      labeledRows,
      labels: own,
      classCount,
      probabilities: model.probabilities(gatherRows(features, candidates)),
      model,
      fit,
      params: {},
    };
    const { utilities } = select(influence, view, 5, createRng(1));
    const foldOf = stratifiedFolds(own, 5, createRng(1).fork('strategy').fork('folds'));
    const measured = Array.from(candidates, (row, index) => measuredFall(view, foldOf, row, index));
    expect(correlation(Array.from(utilities), measured)).toBeGreaterThan(0.99);
  });
});

function trainingData(): TrainingSet {
  const rng = createRng(3);
  const labels = Int32Array.from({ length: 100 }, (_, row) => row % 2);
  const data = Float64Array.from(
    { length: 300 },
    (_, index) => rng.normal() + 0.8 * labels[Math.floor(index / 3)]!,
  );
  return { features: { rows: 100, columns: 3, data }, labels, classCount: 2 };
}

/** Five-fold held-out loss before and after an item is added to the other folds, by real fits, expected over labels. */
function measuredFall(view: PoolView, foldOf: Int32Array, row: number, index: number): number {
  const weight = 0.001;
  let fall = 0;
  for (let label = 0; label < 2; label++) {
    let change = 0;
    for (let fold = 0; fold < 5; fold++) {
      const kept = view.labeledRows.filter((_, place) => foldOf[place] !== fold);
      const held = view.labeledRows.filter((_, place) => foldOf[place] === fold);
      const labels = kept.map((known) => view.labels[known]!);
      const before = fitLogisticRegression({
        features: gatherRows(view.features, kept),
        labels,
        classCount: 2,
      });
      const after = fitLogisticRegression({
        features: gatherRows(view.features, Int32Array.of(...kept, row)),
        labels: Int32Array.of(...labels, label),
        weights: Float64Array.of(...labels.map(() => 1), weight),
        classCount: 2,
      });
      const tested = gatherRows(view.features, held);
      const [p, q] = [before.probabilities(tested), after.probabilities(tested)];
      held.forEach((known, place) => {
        const at = 2 * place + view.labels[known]!;
        change += (Math.log(p[at]!) - Math.log(q[at]!)) / weight;
      });
    }
    fall += view.probabilities![2 * index + label]! * Math.max(0, -change);
  }
  return fall;
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const centred = [a, b].map((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  });
  const product = (x: readonly number[], y: readonly number[]) => x.reduce((sum, v, i) => sum + v * y[i]!, 0);
  const [x, y] = centred as [number[], number[]];
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}
