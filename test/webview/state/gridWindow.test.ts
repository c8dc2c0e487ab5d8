import { describe, expect, it } from 'vitest';
import { layOutGrid, scrollToRow, tallestArea, windowAt } from '../../../webview/state/gridWindow.ts';

const card = { minWidth: 200, rowHeight: 100 };

describe('the window of the grid', () => {
  it('has as many columns as fit, one at least', () => {
    expect(layOutGrid(10, 820, card)).toMatchObject({ columns: 4, rows: 3, height: 300 });
    expect(layOutGrid(10, 90, card).columns).toBe(1);
  });

  it('covers what is visible and little more, wherever it is scrolled', () => {
    const layout = layOutGrid(100_000, 1000, card);
    for (const scrollTop of [0, 150, 12_345, layout.height - 600]) {
      const { firstRow, endRow, top } = windowAt(layout, scrollTop, 600);
      expect(firstRow * 100).toBeLessThanOrEqual(scrollTop);
      expect(endRow * 100).toBeGreaterThanOrEqual(Math.min(scrollTop + 600, layout.height));
      expect(endRow - firstRow).toBeLessThan(15);
      expect(top).toBe(firstRow * 100);
    }
  });

  it('reaches the last of a million items though no browser lays out so tall an element', () => {
    const layout = layOutGrid(1_000_000, 250, card);
    expect(layout.height).toBe(tallestArea);
    const { endRow } = windowAt(layout, layout.height - 600, 600);
    expect(endRow).toBe(1_000_000);
    const at = scrollToRow(layout, 999_999, 0, 600);
    expect(at).toBeCloseTo(layout.height - 600, 3);
  });

  it('scrolls no further than needed', () => {
    const layout = layOutGrid(1000, 250, card);
    expect(scrollToRow(layout, 3, 200, 600)).toBe(200);
    expect(scrollToRow(layout, 0, 200, 600)).toBe(0);
    expect(scrollToRow(layout, 9, 200, 600)).toBe(400);
  });
});
