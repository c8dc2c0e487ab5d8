import { expect, it } from 'vitest';
import { measureCurve } from '../../../src/engine/forecast/measureCurve.ts';
import type { MeasureInput } from '../../../src/engine/forecast/measureCurve.ts';
import { resolveParams } from '../../../src/engine/models/params.ts';
import { mostProbable } from '../../../src/engine/models/predictRows.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { labelFolds } from '../../../src/engine/whatIf/labelFolds.ts';
import { gaussianClasses } from '../syntheticData.ts';

const LABELS = 60;
const ROWS = 200;
const { features, labels } = gaussianClasses(ROWS, 2, { classCount: 2, seed: 8 });
const rowsTo = (from: number, to: number): Int32Array =>
  Int32Array.from({ length: to - from }, (_, index) => from + index);
const queued = { rows: rowsTo(0, LABELS), labels: labels.slice(0, LABELS) };
const given = { rows: new Int32Array(0), labels: new Int32Array(0) };
const model = findModel('logisticRegression');
const folds = labelFolds(queued, given, 5, createRng(1));
/** The truth, and a guess that says nothing. */
const sure = Float64Array.from({ length: 2 * ROWS }, (_, at) => (labels[at >> 1] === at % 2 ? 1 : 0));
const unsure = new Float64Array(2 * ROWS).fill(0.5);

const input: MeasureInput = {
  features,
  classCount: 2,
  objective: { kind: 'accuracy' },
  model,
  modelParams: resolveParams(model.params, {}),
  queued,
  given,
  open: rowsTo(LABELS, ROWS),
  openCount: ROWS - LABELS,
  folds,
  opinions: folds.map(() => unsure),
  weights: new Float64Array(LABELS).fill(1),
  counts: [20, LABELS],
};

/** Which of the labels the models of the first `count` outside each fold predict rightly. */
function rightly(count: number): number[] {
  const right = new Array<number>(LABELS).fill(0);
  for (const { places } of folds) {
    const train = rowsTo(0, count).filter((place) => !places.includes(place));
    const fitted = model.fit(
      { features: gatherRows(features, train), labels: train.map((row) => labels[row]!), classCount: 2 },
      input.modelParams,
    );
    const predicted = mostProbable(fitted.probabilities(features), 2);
    for (const place of places) right[place] = predicted[place] === labels[place] ? 1 : 0;
  }
  return right;
}

it('is cross-validation with the labels weighted, where opinions say nothing', () => {
  const weights = Float64Array.from({ length: LABELS }, (_, place) => 1 + (place % 3));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const { scores, labels: learned, covariance } = measureCurve({ ...input, weights });
  const sums = [20, LABELS].map((count) =>
    rightly(count).reduce((sum, each, place) => sum + (each * weights[place]!) / total, 0),
  );
  expect(scores[0]).toBeCloseTo(sums[0]!, 9);
  expect(scores[1]).toBeCloseTo(sums[1]!, 9);
  // Later labels are predicted by the whole prefix, earlier ones by four fifths of it.
  const before = weights.slice(0, 20).reduce((sum, weight) => sum + weight, 0) / total;
  expect(learned[0]).toBeCloseTo(20 * (1 - before / 5), 9);
  expect(learned[1]).toBeCloseTo(LABELS * 0.8, 9);
  // By hand: sum w^2 (x - mean)(y - mean) / (sum w)^2, times n / (n - 1) for n effective labels.
  const size = total ** 2 / weights.reduce((sum, weight) => sum + weight ** 2, 0);
  const [first, second] = [rightly(20), rightly(LABELS)];
  const cross = weights.reduce(
    (sum, weight, place) =>
      sum + (weight / total) ** 2 * (first[place]! - sums[0]!) * (second[place]! - sums[1]!),
    0,
  );
  expect(covariance[1]).toBeCloseTo((cross * size) / (size - 1), 6);
});

it('is the accuracy on the pool where opinions are the truth, and then without doubt', () => {
  const { scores, covariance } = measureCurve({
    ...input,
    opinions: folds.map(() => sure),
    counts: [LABELS],
  });
  const expected = folds.reduce((sum, { places }) => {
    const train = rowsTo(0, LABELS).filter((place) => !places.includes(place));
    const fitted = model.fit(
      { features: gatherRows(features, train), labels: train.map((row) => labels[row]!), classCount: 2 },
      input.modelParams,
    );
    const predicted = mostProbable(fitted.probabilities(features), 2);
    const shareOf = (rows: Int32Array): number =>
      rows.filter((row) => predicted[row] === labels[row]).length / rows.length;
    const onPool = ((ROWS - LABELS) * shareOf(input.open) + LABELS * shareOf(places)) / ROWS;
    return sum + onPool * (places.length / LABELS);
  }, 0);
  expect(scores[0]).toBeCloseTo(expected, 9);
  expect(covariance[0]).toBeCloseTo(0, 12);
});

it('predicts the only class there is before there are two', () => {
  const alike = { ...queued, labels: queued.labels.slice().fill(0, 0, 12) };
  const { scores } = measureCurve({ ...input, queued: alike, counts: [10] });
  expect(scores[0]).toBeCloseTo(alike.labels.filter((label) => label === 0).length / LABELS, 9);
});
