import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createChangeCounter } from '../../../src/engine/inspect/predictionChanges.ts';
import { resolveParams } from '../../../src/engine/models/params.ts';
import { predictRows } from '../../../src/engine/models/predictRows.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import { gatherRows } from '../../../src/engine/numeric/gatherRows.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { gaussianClasses } from '../syntheticData.ts';

function pool(classCount: number, id: string) {
  const { features, labels } = gaussianClasses(150, 3, { classCount, seed: 8, separation: 0.5 });
  const labeledRows = Int32Array.from({ length: 12 }, (_, index) => index);
  const candidates = Int32Array.from({ length: 138 }, (_, index) => index + 12);
  const model = findModel(id);
  const params = resolveParams(model.params, {});
  const fitTo = (rows: readonly number[], given: readonly number[]) =>
    model.fit(
      {
        features: gatherRows(features, Int32Array.from(rows)),
        labels: Int32Array.from(given),
        classCount,
      },
      params,
    );
  const known = labels.slice(0, 12);
  const view = {
    features,
    candidates,
    labeledRows,
    labels: known,
    classCount,
    params: {},
    model: fitTo([...labeledRows], [...known]),
    fit: (training: Parameters<typeof model.fit>[0]) => model.fit(training, params),
  };
  /** Trains from scratch with the row labeled so, and compares one prediction after the other. */
  const byHand = (row: number, label: number): number => {
    const after = fitTo([...labeledRows, row], [...known, label]);
    return [...candidates].filter(
      (other) =>
        other !== row &&
        predictRows(view.model, features, Int32Array.of(other))[0] !==
          predictRows(after, features, Int32Array.of(other))[0],
    ).length;
  };
  return { view, byHand };
}

describe('createChangeCounter', () => {
  it.each([
    [2, 'logisticRegression'],
    [3, 'logisticRegression'],
    [2, 'svc'],
    [3, 'svc'],
  ] as const)('counts as training from scratch does: %i classes, %s', (classCount, id) => {
    const { view, byHand } = pool(classCount, id);
    const count = createChangeCounter(view, createRng(1));
    const rows = [12, 40, 77, 149];
    const counted = rows.map((row) => count(row));
    expect(counted).toEqual(
      rows.map((row) => ({
        changed: Array.from({ length: classCount }, (_, label) => byHand(row, label)),
        of: 137,
        pool: 137,
      })),
    );
    // Else it would prove nothing.
    expect(counted.flatMap(({ changed }) => changed).some((changes) => changes > 0)).toBe(true);
  });

  it('predicts a sample of a pool that is larger than the cap, and says so', () => {
    const { view } = pool(2, 'logisticRegression');
    const { of, pool: size, changed } = createChangeCounter(view, createRng(1), undefined, 50)(0);
    expect([of, size]).toEqual([50, 138]);
    expect(Math.max(...changed)).toBeLessThanOrEqual(50);
  });

  it('ends when it is cancelled', () => {
    const { view } = pool(2, 'logisticRegression');
    const signal = { aborted: false };
    const count = createChangeCounter(view, createRng(1), signal);
    signal.aborted = true;
    expect(() => count(12)).toThrow(CancelledError);
  });
});
