import { beforeAll, describe, expect, it } from 'vitest';
import { generateWaveform } from '../../../src/engine/generators/generateWaveform.ts';
import { accuracy } from '../../../src/engine/metrics/accuracy.ts';
import { fitLogisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { proposeBatch } from '../../../src/engine/rounds/proposeBatch.ts';
import { strategies } from '../../../src/engine/strategies/registry.ts';

// Some strategies take seconds for a round of a larger pool.
const pool = generateWaveform(800, createRng(1));
const heldOut = generateWaveform(1500, createRng(2));
const classCount = 3;

function heldOutAccuracy(labeled: readonly number[]): number {
  const rows = Int32Array.from(labeled);
  const features = gatherRows(pool.features, rows);
  const labels = rows.map((row) => pool.labels[row]!);
  const probabilities = fitLogisticRegression({ features, labels, classCount }).probabilities(
    heldOut.features,
  );
  const predicted = heldOut.labels.map((_, row) => {
    const entries = [...probabilities.subarray(row * classCount, (row + 1) * classCount)];
    return entries.indexOf(Math.max(...entries));
  });
  return accuracy(heldOut.labels, predicted);
}

/** Labels of each round: the first has few, so that there is something to gain. */
const BATCHES = [10, 30, 30, 30] as const;

/** A hundred labels from an empty start, by an annotator who knows the truth. */
function label(strategy: string, seed: number): { labeled: number[]; coldRounds: number } {
  const labeled: number[] = [];
  let coldRounds = 0;
  for (const [round, batchSize] of BATCHES.entries()) {
    const labeledRows = Int32Array.from(labeled);
    const taken = new Set(labeled);
    const output = proposeBatch({
      features: pool.features,
      revision: round,
      labeledRows,
      labels: labeledRows.map((row) => pool.labels[row]!),
      classCount,
      eligibleRows: Int32Array.from(pool.labels.keys()).filter((row) => !taken.has(row)),
      model: 'logisticRegression',
      modelParams: {},
      strategy,
      strategyParams: {},
      batchSize,
      randomShare: 0.1,
      slots: batchSize,
      seed: 1000 * seed + round,
    });
    if (output.coldStart !== null) coldRounds++;
    labeled.push(...output.slots.map((slot) => slot.row));
  }
  return { labeled, coldRounds };
}

const { gives } = findModel('logisticRegression');

/** Without those that need labels which only an experiment reveals, and those that another model has to serve. */
const live = strategies.filter(
  ({ simulationOnly, needs }) => simulationOnly !== true && needs.every((need) => gives.includes(need)),
);

describe.each(live.map((strategy) => strategy.id))('a hundred labels by %s', (strategy) => {
  let labeled: readonly number[];
  let coldRounds: number;
  beforeAll(() => {
    ({ labeled, coldRounds } = label(strategy, 1));
  });

  it('never asks for a row twice, and leaves the cold start after the first round', () => {
    expect(new Set(labeled).size).toBe(100);
    expect(coldRounds).toBe(1);
  });

  it('teach the model: held-out accuracy rises to near that of all labels', () => {
    const first = heldOutAccuracy(labeled.slice(0, BATCHES[0]));
    const last = heldOutAccuracy(labeled);
    expect(last).toBeGreaterThan(first);
    expect(last).toBeGreaterThan(0.74);
  });
});
