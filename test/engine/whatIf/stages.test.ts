import { describe, expect, it } from 'vitest';
import { labelFolds } from '../../../src/engine/whatIf/labelFolds.ts';
import { ownStrategies, stageCounts } from '../../../src/engine/whatIf/stages.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';

describe('stageCounts', () => {
  it('begins with 10 labels and ends with all, ever wider', () => {
    const counts = stageCounts(200);
    expect(counts).toHaveLength(16);
    expect([counts[0], counts.at(-1)]).toEqual([10, 200]);
    // 10 + 190 (1 / 15)^1.5 = 13.27.
    expect(counts[1]).toBe(13);
    const widths = counts.slice(1).map((count, index) => count - counts[index]!);
    expect(widths.every((width, index) => width >= (widths[index - 1] ?? 1) - 1)).toBe(true);
  });

  it('has no stage twice where labels are few', () => {
    expect(stageCounts(12)).toEqual([10, 11, 12]);
    expect(stageCounts(4)).toEqual([4]);
  });
});

describe('ownStrategies', () => {
  it('is what ranked most labels of each stage', () => {
    const strategies = ['', 'margin', 'margin', 'random', 'random', 'margin', '', ''];
    expect(ownStrategies({ strategies }, [3, 6, 8])).toEqual(['margin', 'random', '']);
  });
});

describe('labelFolds', () => {
  const queued = {
    rows: Int32Array.from({ length: 23 }, (_, place) => 100 + place),
    labels: Int32Array.from({ length: 23 }, (_, place) => (place < 4 ? 1 : 0)),
  };
  const given = { rows: Int32Array.of(7), labels: Int32Array.of(1) };
  const folds = labelFolds(queued, given, 5, createRng(1));

  it('holds out each label once, and knows all others and the given ones', () => {
    expect(folds.flatMap(({ places }) => [...places]).sort((a, b) => a - b)).toEqual([...queued.rows.keys()]);
    for (const { places, held, known } of folds) {
      expect([...held.rows]).toEqual(Array.from(places, (place) => 100 + place));
      expect([...held.labels]).toEqual(Array.from(places, (place) => queued.labels[place]));
      expect([...known.rows, ...held.rows].sort((a, b) => a - b)).toEqual([7, ...queued.rows]);
      expect(known.labels[0]).toBe(1);
      expect(known.labels).toHaveLength(24 - places.length);
    }
  });

  it('spreads a rare class over the folds', () => {
    const rare = folds.map(({ held }) => held.labels.filter((label) => label === 1).length);
    expect(Math.max(...rare)).toBe(1);
    const sizes = folds.map(({ places }) => places.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });
});
