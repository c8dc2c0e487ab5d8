import { describe, expect, it } from 'vitest';
import type { MarkerShape } from '../../../../src/charts/palette.ts';
import { SHAPED_FROM, stampOf } from '../../../../webview/inspector/map/stamps.ts';
import type { Stamp } from '../../../../webview/inspector/map/stamps.ts';

const shapes: readonly MarkerShape[] = ['circle', 'square', 'triangle', 'diamond', 'cross', 'star', 'wye'];
const inside = ({ inside: pixels }: Stamp): ReadonlySet<string> => new Set(pixels.map(String));

describe('the pixels of a point', () => {
  it('are a square of its size while it is small, whatever its shape', () => {
    expect(stampOf('star', 1).inside).toHaveLength(1);
    for (const shape of shapes) {
      const { inside: pixels, edge } = stampOf(shape, 3);
      expect(pixels).toHaveLength(9);
      expect(edge).toEqual([]);
    }
  });

  it.each([SHAPED_FROM, 11, 18])('differ from shape to shape at size %d', (size) => {
    const drawn = shapes.map((shape) => [...inside(stampOf(shape, size))].sort().join(' '));
    expect(new Set(drawn).size).toBe(shapes.length);
  });

  it.each(shapes)('of a %s are the same left and right, with a rim of one pixel', (shape) => {
    const stamp = stampOf(shape, 13);
    const own = inside(stamp);
    for (const [x, y] of stamp.inside) expect(own.has(String([-x, y]))).toBe(true);
    expect(stamp.edge.length).toBeGreaterThan(8);
    for (const [x, y] of stamp.edge) {
      expect(own.has(String([x, y]))).toBe(false);
      const beside = [
        [x - 1, y],
        [x + 1, y],
        [x, y - 1],
        [x, y + 1],
      ];
      expect(beside.some((pixel) => own.has(String(pixel)))).toBe(true);
    }
    const reached = [...stamp.inside, ...stamp.edge].flat().map(Math.abs);
    expect(Math.max(...reached)).toBeLessThanOrEqual(stamp.reach);
  });
});
