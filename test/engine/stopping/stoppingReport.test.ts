import { expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { cohenKappa } from '../../../src/engine/metrics/cohenKappa.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { mostProbable } from '../../../src/engine/models/predictRows.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { stoppingReport } from '../../../src/engine/stopping/stoppingReport.ts';
import { gaussianClasses } from '../syntheticData.ts';

const ROWS = 300;
const { features, labels } = gaussianClasses(ROWS, 3, { classCount: 2, seed: 4 });
const firstRows = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);
const roundOf = (count: number, round: number) => ({
  round,
  labels: {
    features: { ...features, data: Float32Array.from(features.data) },
    labeledRows: firstRows(count),
    labels: labels.slice(0, count),
    classCount: 2,
    model: 'logisticRegression',
    modelParams: {},
  },
});
const input = {
  rounds: [1, 10, 20, 22, 30, 40].map((count, index) => roundOf(count, index + 1)),
  rows: firstRows(ROWS),
  objective: { kind: 'accuracy' },
  batchSize: 10,
  seed: 3,
} as const;

function predictedBy(count: number): Int32Array {
  const training = { features: gatherRows(features, firstRows(count)), labels: labels.slice(0, count) };
  const fitted = fitLogisticRegression({ ...training, classCount: 2 });
  return mostProbable(fitted.probabilities({ ...features, data: Float32Array.from(features.data) }), 2);
}

it('fits the models of past rounds again and compares what they predict of the stop set', () => {
  const report = stoppingReport(input);
  // The first has no model, and two labels after the third there is nothing to compare.
  expect(report.checked).toEqual([
    { round: 2, labels: 10 },
    { round: 3, labels: 20 },
    { round: 5, labels: 30 },
    { round: 6, labels: 40 },
  ]);
  expect(report).toMatchObject({ stopSet: ROWS, items: ROWS, rounds: 6, spacing: 10 });
  const models = [10, 20, 30, 40].map(predictedBy);
  const kappas = [1, 2, 3].map((at) => cohenKappa(models[at - 1]!, models[at]!, 2));
  const [stabilising, change] = report.criteria;
  expect(stabilising!.id).toBe('stabilisingPredictions');
  expect(stabilising!.values[3]).toBeCloseTo((kappas[0]! + kappas[1]! + kappas[2]!) / 3, 12);
  // Of 260 items that have no label at the last round.
  const changed = firstRows(ROWS).filter((row) => row >= 40 && models[2]![row] !== models[3]![row]).length;
  expect(changed).toBeGreaterThan(0);
  expect(change!.values[3]).toBeCloseTo(changed / 260, 12);
  expect(change!.metSince).toBeNull();
});

it('draws a fixed sample of many items, and takes the rarer class of two for the positive one', () => {
  const rows = Int32Array.from({ length: 5000 }, (_, row) => row % ROWS);
  const report = stoppingReport({ ...input, rows });
  expect(report).toMatchObject({ stopSet: 2000, items: 5000 });
  expect(stoppingReport({ ...input, rows })).toEqual(report);
  const ones = labels.slice(0, 40).reduce((sum, label) => sum + label, 0);
  expect(report.positive).toBe(ones <= 20 ? 1 : 0);
  expect(stoppingReport({ ...input, objective: { kind: 'f1', positive: 1 } }).positive).toBe(1);
});

it('says nothing while no round had a model', () => {
  const report = stoppingReport({ ...input, rounds: input.rounds.slice(0, 1) });
  expect(report.checked).toEqual([]);
  expect(report.criteria.map(({ values, metSince }) => [values, metSince])).toEqual(
    report.criteria.map(() => [[], null]),
  );
});

it('can be cancelled', () => {
  expect(() => stoppingReport({ ...input, signal: { aborted: true } })).toThrow(CancelledError);
});
