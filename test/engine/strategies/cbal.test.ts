import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { cbal } from '../../../src/engine/strategies/cbal.ts';
import { viewOfProbabilities } from './poolView.ts';

/** Eight labels of the first class and two of the second. */
const labels = Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1);
const viewOf = (rows: readonly (readonly number[])[], params = {}) => ({
  ...viewOfProbabilities(rows),
  labels,
  labeledRows: labels.map((_, index) => 100 + index),
  params,
});

describe('cbal', () => {
  it('scores by the card: counts (8, 2), lambda 1', () => {
    const view = viewOf([
      [0.6, 0.4],
      [0.2, 0.8],
    ]);
    const { utilities } = cbal.selectBatch(view, 0, createRng(1));
    expect(utilities[0]).toBeCloseTo(-2.526988, 6);
    expect(utilities[1]).toBeCloseTo(-1.899598, 6);
    expect([...cbal.selectBatch(view, 1, createRng(1)).rowIds]).toEqual([1]);
  });

  it('counts what it picked, so that a batch does not overshoot', () => {
    // Three sure items of the rare class fill its deficit of one label a half; then doubt decides.
    const balanced = Int32Array.of(0, 0, 1);
    const rows = [
      [0.01, 0.99],
      [0.02, 0.98],
      [0.5, 0.5],
    ];
    const view = { ...viewOf(rows), labels: balanced, labeledRows: Int32Array.of(100, 101, 102) };
    expect([...cbal.selectBatch(view, 2, createRng(1)).rowIds]).toEqual([2, 1]);
  });

  it('reports shifted rows after the first, as released, but none twice', () => {
    const rows = [
      [0.1, 0.9],
      [0.5, 0.5],
      [0.3, 0.7],
      [0.2, 0.8],
    ];
    const own = cbal.selectBatch(viewOf(rows, { lambda: 100 }), 3, createRng(1)).rowIds;
    expect([...own]).toEqual([0, 3, 2]);
    const released = viewOf(rows, { lambda: 100, releaseCompatible: true });
    // Row 3 is the third of those left, row 2 then the second.
    const { rowIds, utilities } = cbal.selectBatch(released, 3, createRng(1));
    expect([...rowIds]).toEqual([0, 2, 1]);
    expect(utilities[0]).toBeGreaterThanOrEqual(utilities[2]!);
    expect(utilities[2]).toBeGreaterThanOrEqual(utilities[1]!);
    expect(new Set(cbal.selectBatch(released, 4, createRng(1)).rowIds).size).toBe(4);
  });
});
