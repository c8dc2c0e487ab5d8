import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { kCenterGreedy } from '../../../src/engine/strategies/kCenterGreedy.ts';
import { matrixOf, normalMatrix } from '../syntheticData.ts';
import { viewOfPoints } from './poolView.ts';

describe('kCenterGreedy', () => {
  it('picks 10, then 5, from points on a line, and leaves a radius of 2', () => {
    const view = viewOfPoints(matrixOf([[0], [1], [2], [5], [9], [10]]), [0]);
    const { rowIds, utilities } = kCenterGreedy.selectBatch(view, 2, createRng(1));
    expect([...rowIds]).toEqual([5, 3]);
    expect([...utilities]).toEqual([1, 2, 5, 1, 10]);
    const rest = [...view.candidates].filter((row) => !rowIds.includes(row));
    expect(Math.max(...rest.map((row) => utilities[view.candidates.indexOf(row)]!))).toBe(2);
  });

  it('starts at the most central item when nothing is labeled, then goes to the farthest', () => {
    const view = viewOfPoints(
      matrixOf([
        [0, 0],
        [10, 0],
        [5, 1],
        [5, 9],
      ]),
      [],
    );
    const { rowIds, utilities } = kCenterGreedy.selectBatch(view, 2, createRng(1));
    // The mean is (5, 2.5).
    expect([...rowIds]).toEqual([2, 3]);
    expect(utilities[2]).toBe(utilities[3]);
  });

  it('finds all items alike when there is neither a label nor a pick', () => {
    const { rowIds, utilities } = kCenterGreedy.selectBatch(
      viewOfPoints(matrixOf([[1], [2]]), []),
      0,
      createRng(1),
    );
    expect(rowIds).toHaveLength(0);
    expect([...utilities]).toEqual([0, 0]);
  });

  it('matches a plain implementation that recomputes all distances', () => {
    const features = normalMatrix(60, 5, 3);
    const view = viewOfPoints(features, [4, 17, 30]);
    const distance = (a: number, b: number) => {
      let sum = 0;
      for (let column = 0; column < 5; column++) {
        sum += (features.data[a * 5 + column]! - features.data[b * 5 + column]!) ** 2;
      }
      return Math.sqrt(sum);
    };
    const centres = [4, 17, 30];
    for (let pick = 0; pick < 8; pick++) {
      const nearest = (row: number) => Math.min(...centres.map((centre) => distance(row, centre)));
      const open = [...view.candidates].filter((row) => !centres.includes(row));
      centres.push(open.reduce((best, row) => (nearest(row) > nearest(best) ? row : best)));
    }
    expect([...kCenterGreedy.selectBatch(view, 8, createRng(1)).rowIds]).toEqual(centres.slice(3));
  });

  it('covers within twice the best radius, as its bound promises', () => {
    // Five far clusters: any optimal choice of five centres has one in each.
    const points = Array.from({ length: 50 }, (_, index) => [100 * (index % 5) + (index % 7) * 0.1]);
    const { rowIds } = kCenterGreedy.selectBatch(viewOfPoints(matrixOf(points), []), 5, createRng(2));
    expect(new Set(rowIds.map((row) => row % 5)).size).toBe(5);
  });

  it('ends when cancelled', () => {
    const view = { ...viewOfPoints(normalMatrix(10, 2, 1), [0]), signal: { aborted: true } };
    expect(() => kCenterGreedy.selectBatch(view, 2, createRng(1))).toThrow(CancelledError);
  });
});
