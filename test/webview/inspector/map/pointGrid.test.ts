import { describe, expect, it } from 'vitest';
import { createRng } from '../../../../src/engine/numeric/rng.ts';
import { PointGrid } from '../../../../webview/inspector/map/pointGrid.ts';

const rng = createRng(4);
const places = Float32Array.from({ length: 2 * 3000 }, () => rng.normal());
const grid = new PointGrid(places);
const all = Array.from({ length: 3000 }, (_, index) => index);
const x = (index: number): number => places[2 * index]!;
const y = (index: number): number => places[2 * index + 1]!;

describe('PointGrid', () => {
  it('finds in rectangles what comparing all finds', () => {
    for (let draw = 0; draw < 60; draw++) {
      const [a, b, c, d] = [rng.normal(), rng.normal(), rng.normal(), rng.normal()];
      const box = {
        left: Math.min(a, b),
        right: Math.max(a, b),
        bottom: Math.min(c, d),
        top: Math.max(c, d),
      };
      const inside = all.filter(
        (index) =>
          x(index) >= box.left && x(index) <= box.right && y(index) >= box.bottom && y(index) <= box.top,
      );
      expect(grid.inRectangle(box)).toEqual(inside);
    }
    expect(grid.inRectangle({ left: -99, right: 99, bottom: -99, top: 99 })).toEqual(all);
  });

  it('finds in an outline that bends what lies inside of it', () => {
    // An L of three unit squares.
    const outline = [
      { x: -1, y: -1 },
      { x: 1, y: -1 },
      { x: 1, y: 0 },
      { x: 0, y: 0 },
      { x: 0, y: 1 },
      { x: -1, y: 1 },
    ];
    const inside = all.filter(
      (index) => Math.abs(x(index)) < 1 && Math.abs(y(index)) < 1 && !(x(index) > 0 && y(index) > 0),
    );
    expect(grid.inOutline(outline)).toEqual(inside);
    expect(grid.inOutline(outline.slice(0, 2))).toEqual([]);
  });

  it('finds the nearest that is seen and within reach', () => {
    for (let draw = 0; draw < 60; draw++) {
      const at = { x: rng.normal(), y: rng.normal() };
      const isSeen = (index: number): boolean => index % 3 !== 0;
      const distance = (index: number): number => Math.hypot(x(index) - at.x, y(index) - at.y);
      const best = all
        .filter(isSeen)
        .reduce((least, index) => (distance(index) < distance(least) ? index : least), 1);
      expect(grid.nearest(at, 0.5, isSeen)).toBe(distance(best) <= 0.5 ? best : -1);
    }
  });

  it('takes points in one place, and none', () => {
    const copies = new PointGrid(new Float32Array(20));
    expect(copies.inRectangle({ left: 0, right: 0, bottom: 0, top: 0 })).toHaveLength(10);
    // The last one is drawn on top.
    expect(copies.nearest({ x: 0, y: 0 }, 1, () => true)).toBe(9);
    expect(new PointGrid(new Float32Array(0)).nearest({ x: 0, y: 0 }, 1, () => true)).toBe(-1);
  });
});
