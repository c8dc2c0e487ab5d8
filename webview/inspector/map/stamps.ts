import type { MarkerShape } from '../../../src/charts/palette.ts';

/** The pixels of a point, as pairs of steps to the right and down from its middle. */
export interface Stamp {
  readonly inside: readonly (readonly [number, number])[];
  /** One pixel around it, in the colour behind: it keeps points that overlap apart. Empty for small points. */
  readonly edge: readonly (readonly [number, number])[];
  /** No pixel is farther from the middle, along either axis. */
  readonly reach: number;
}

/** From this size on shapes are told apart, in pixels. */
export const SHAPED_FROM = 7;

/** A point of a shape, about `size` pixels wide. Small ones are all squares. */
export function stampOf(shape: MarkerShape, size: number): Stamp {
  const isShaped = size >= SHAPED_FROM;
  const radius = Math.max(0, Math.round((size - 1) / 2));
  const covers = isShaped ? shapes[shape] : shapes.square;
  const has = (x: number, y: number): boolean =>
    Math.abs(x) <= radius && Math.abs(y) <= radius && covers(x / (radius + 0.25), y / (radius + 0.25));
  const reach = radius + (isShaped ? 1 : 0);
  const inside: [number, number][] = [];
  const edge: [number, number][] = [];
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      if (has(x, y)) inside.push([x, y]);
      else if (isShaped && (has(x - 1, y) || has(x + 1, y) || has(x, y - 1) || has(x, y + 1)))
        edge.push([x, y]);
    }
  }
  return { inside, edge, reach };
}

/** Whether a shape of half width 1 covers a place; y goes down. */
const shapes: Readonly<Record<MarkerShape, (x: number, y: number) => boolean>> = {
  circle: (x, y) => x * x + y * y <= 1,
  square: (x, y) => Math.abs(x) <= 0.85 && Math.abs(y) <= 0.85,
  triangle: (x, y) => y <= 0.8 && Math.abs(x) <= (y + 1) / 1.8,
  diamond: (x, y) => Math.abs(x) + Math.abs(y) <= 1,
  cross: (x, y) => Math.min(Math.abs(x), Math.abs(y)) <= 0.3,
  star: (x, y) => Math.abs(Math.abs(x) - Math.abs(y)) <= 0.35,
  wye: (x, y) => (y > 0 ? Math.abs(x) <= 0.3 : Math.abs(Math.abs(x) + y) <= 0.4),
};
