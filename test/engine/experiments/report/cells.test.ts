import { describe, expect, it } from 'vitest';
import { buildCells } from '../../../../src/engine/experiments/report/cells.ts';
import type { ReportCell, RunRecord } from '../../../../src/protocol/experiment.ts';
import { groupOf, runOf, specOf } from './records.ts';

/** The cell of a strategy whose runs are the only ones. */
function cellOf(...runs: readonly RunRecord[]): ReportCell {
  const [cell, ...others] = buildCells(specOf(['random']), groupOf(['random'], runs));
  expect(others).toEqual([]);
  return cell!;
}

describe('a cell', () => {
  it('has mean and deviation of AUAC and final score', () => {
    const cell = cellOf(
      runOf('random', [0.5, 0.75, 1], { dataSeed: 0 }),
      runOf('random', [0.5, 0.5, 0.5], { dataSeed: 1 }),
    );
    // Areas 1.5 and 1: half a unit apart, so the deviation is 0.5 / sqrt(2).
    expect(cell.runs).toBe(2);
    expect(cell.auac.mean).toBe(1.25);
    expect(cell.auac.sd).toBeCloseTo(0.5 / Math.SQRT2, 15);
    expect(cell.final.mean).toBe(0.75);
    expect(cell.final.sd).toBeCloseTo(0.5 / Math.SQRT2, 15);
  });

  it('of a single run has no deviations and stands alone as the best', () => {
    const cell = cellOf(runOf('random', [0.5, 0.75, 1]));
    expect(cell.auac).toEqual({ mean: 1.5, sd: null });
    expect(cell.final).toEqual({ mean: 1, sd: null });
    expect(cell.curve.standardError).toEqual([null, null, null]);
    expect([cell.best, cell.tied]).toEqual([true, false]);
    // Alone, a strategy is its own average.
    expect(cell.relative.mean).toEqual([0, 0, 0]);
  });

  it('counts a fit and a choice as the time of a step', () => {
    const times = { startedAt: '', totalSeconds: 9 };
    const first = runOf('random', [0.5, 0.5, 0.5], {
      times: { ...times, fitSeconds: [1, 2, 3], selectSeconds: [0.5, 1.5] },
    });
    const second = runOf('random', [0.5], {
      seed: 1,
      times: { ...times, fitSeconds: [4], selectSeconds: [] },
    });
    expect(cellOf(first).secondsPerStep).toBe(2 + 1);
    expect(cellOf(first, second).secondsPerStep).toBe((3 + 4) / 2);
    expect(cellOf(runOf('random', [0.5])).secondsPerStep).toBe(0);
  });

  it('takes the ROC area of the last models for which it is defined', () => {
    const cell = cellOf(
      runOf('random', [0.5, 0.5], { auroc: [0.1, 0.8] }),
      runOf('random', [0.5, 0.5], { auroc: [0.9, null], seed: 1 }),
      runOf('random', [0.5, 0.5], { auroc: [null, 0.6], dataSeed: 1 }),
    );
    expect(cell.auroc?.mean).toBeCloseTo(0.7, 15);
    expect(cell.auroc?.sd).toBeCloseTo(0.2 / Math.SQRT2, 15);
    expect(cellOf(runOf('random', [0.5])).auroc).toBeNull();
  });

  it('takes precision and recall of the last model as means over the rare classes', () => {
    const rare: Partial<RunRecord> = {
      classes: ['a', 'b', 'c', 'd'],
      rareClasses: [0, 2],
      picksPerClass: [0, 0, 0, 0],
    };
    const first = runOf('random', [0.5, 0.5], {
      ...rare,
      recall: [
        [0, 0, 0, 0],
        [0.5, 0.9, 0.3, 0.8],
      ],
      precision: [
        [0, 0, 0, 0],
        [null, 0.9, 0.6, 0.8],
      ],
    });
    const second = runOf('random', [0.5, 0.5], {
      ...rare,
      seed: 1,
      recall: [[], [0.2, 1, 0.4, 1]],
      precision: [[], [null, 1, null, 1]],
    });
    const cell = cellOf(first, second);
    // Means over classes 0 and 2: 0.4 and 0.3.
    expect(cell.rareRecall?.mean).toBeCloseTo(0.35, 15);
    expect(cell.rareRecall?.sd).toBeCloseTo(0.1 / Math.SQRT2, 15);
    // Nothing was predicted to be rare in the second run.
    expect(cell.rarePrecision).toEqual({ mean: 0.6, sd: null });
    const balanced = cellOf(runOf('random', [0.5], { recall: [[0.5, 0.5]], precision: [[0.5, 0.5]] }));
    expect([balanced.rareRecall, balanced.rarePrecision]).toEqual([null, null]);
  });

  it('counts picks by class, a mean over runs', () => {
    const cell = cellOf(
      runOf('random', [0.5], { picksPerClass: [7, 3] }),
      runOf('random', [0.5], { picksPerClass: [4, 6], seed: 1 }),
    );
    expect(cell.picksPerClass).toEqual([
      { className: 'a', mean: 5.5 },
      { className: 'b', mean: 4.5 },
    ]);
  });
});
