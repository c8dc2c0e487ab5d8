import { expect, it } from 'vitest';
import { recentAccuracy, streamAccuracy, testOnStream } from '../../../src/engine/inspect/streamAccuracy.ts';
import { gaussianClasses } from '../syntheticData.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';

const { features, labels } = gaussianClasses(60, 3, { classCount: 3, seed: 4 });
const round = {
  features: { ...features, data: Float32Array.from(features.data) },
  labeledRows: Int32Array.from({ length: 15 }, (_, index) => index),
  labels: labels.slice(0, 15),
  classCount: 3,
  model: 'logisticRegression',
  modelParams: {},
};

it('counts what the model of the round predicts of later labels', () => {
  const rows = Int32Array.from({ length: 45 }, (_, index) => index + 15);
  const model = findModel('logisticRegression').fit(
    { features: gatherRows(features, round.labeledRows), labels: round.labels, classCount: 3 },
    { C: 1 },
  );
  const right = [...rows].filter((row) => {
    const probabilities = [...model.probabilities(gatherRows(features, Int32Array.of(row)))];
    return probabilities.indexOf(Math.max(...probabilities)) === labels[row];
  }).length;
  expect(testOnStream(round, { rows, labels: labels.slice(15) })).toEqual({ right, total: 45 });
  expect(right).toBeGreaterThan(15);
  expect(right).toBeLessThan(45);
});

it('knows nothing without labels, or while there is no model', () => {
  const later = { rows: Int32Array.of(20), labels: Int32Array.of(0) };
  expect(testOnStream(round, { rows: Int32Array.of(), labels: Int32Array.of() })).toBeNull();
  expect(testOnStream({ ...round, labels: new Int32Array(15) }, later)).toBeNull();
});

it('sums rounds and gives the interval of Wilson', () => {
  expect(streamAccuracy([null, null])).toBeNull();
  const found = streamAccuracy([{ right: 3, total: 4 }, null, { right: 5, total: 6 }]);
  // 8 of 10: Wilson 1927 by hand, with z = 1.96.
  expect(found).toMatchObject({ right: 8, total: 10 });
  expect(found!.low).toBeCloseTo(0.4902, 4);
  expect(found!.high).toBeCloseTo(0.9433, 4);
});

it('goes back as many rounds as it takes to have labels enough', () => {
  const counts = [null, { right: 1, total: 2 }, null, { right: 2, total: 2 }, { right: 0, total: 3 }];
  const found = recentAccuracy(counts, 4).map((each) => each && [each.right, each.total]);
  expect(found).toEqual([null, [1, 2], [1, 2], [3, 4], [2, 5]]);
  expect(recentAccuracy([], 4)).toEqual([]);
});
