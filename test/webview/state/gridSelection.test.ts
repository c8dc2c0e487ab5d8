import { describe, expect, it } from 'vitest';
import {
  capped,
  clearSelection,
  emptySelection,
  moveActive,
  selectAll,
  selectOnly,
  selectTo,
  targets,
  toggle,
} from '../../../webview/state/gridSelection.ts';

describe('the selection in the grid', () => {
  it('acts on the active cell while nothing is selected', () => {
    const moved = moveActive(emptySelection, 4, { total: 10, extend: false });
    expect(targets(moved, 10)).toEqual([4]);
    expect(targets(emptySelection, 0)).toEqual([]);
  });

  it('extends from the anchor, forwards and backwards', () => {
    const start = moveActive(emptySelection, 5, { total: 10, extend: false });
    const forward = moveActive(start, 7, { total: 10, extend: true });
    expect(targets(forward, 10)).toEqual([5, 6, 7]);
    const back = moveActive(forward, 3, { total: 10, extend: true });
    expect(targets(back, 10)).toEqual([3, 4, 5]);
  });

  it('stays within the items', () => {
    const options = { total: 10, extend: false };
    expect(moveActive(emptySelection, -3, options).active).toBe(0);
    expect(moveActive(emptySelection, Number.POSITIVE_INFINITY, options).active).toBe(9);
    expect(moveActive(emptySelection, 3, { total: 0, extend: false })).toBe(emptySelection);
  });

  it('adds, takes away and clears', () => {
    const two = toggle(toggle(emptySelection, 8), 2);
    expect(targets(two, 10)).toEqual([2, 8]);
    expect(targets(toggle(two, 8), 10)).toEqual([2]);
    expect(clearSelection(two)).toEqual({ active: 2, anchor: 2, selected: new Set() });
  });

  it('selects by clicks as a file explorer does', () => {
    const one = selectOnly(3);
    expect(targets(selectTo(one, 6), 10)).toEqual([3, 4, 5, 6]);
    expect(targets(selectTo(one, 1), 10)).toEqual([1, 2, 3]);
  });

  it('selects all, up to a limit', () => {
    expect(selectAll(emptySelection, 5).selected.size).toBe(5);
    expect(selectAll(emptySelection, 0).selected.size).toBe(0);
    const first = capped(selectAll(emptySelection, 100_000), 1_000);
    expect(targets(first, 100_000).at(-1)).toBe(999);
    const back = capped(
      { active: 0, anchor: 5_000, selected: selectAll(emptySelection, 5_001).selected },
      10,
    );
    expect(targets(back, 100_000)[0]).toBe(4_991);
  });
});
