import type { Rng } from '../numeric/rng.ts';

/** Distance from a point to a shape's outline; the shape fills about the unit disc around the origin. */
type Outline = (x: number, y: number) => number;

const outlines: readonly (readonly [string, Outline])[] = [
  ['circle', (x, y) => Math.abs(Math.hypot(x, y) - 0.9)],
  ['square', (x, y) => distanceToPolygon(x, y, 4)],
  ['triangle', (x, y) => distanceToPolygon(x, y, 3)],
  ['cross', (x, y) => Math.min(distanceToBar(x, y), distanceToBar(y, x))],
];

export const glyphClasses: readonly string[] = outlines.map(([name]) => name);

/**
 * A hand-drawn looking glyph of class `classIndex`: size x size grey values, row-major, 0 = black. Position, size,
 * slant, pen width, contrast and noise vary; rotation stays below 20 degrees. Every class is drawn from the same
 * distributions, so that only the shape tells them apart. Throws RangeError for an unknown class.
 */
export function drawGlyph(classIndex: number, rng: Rng, size: number): Uint8Array {
  const outline = outlines[classIndex]?.[1];
  if (outline === undefined)
    throw new RangeError(`There are ${outlines.length} glyphs; ${classIndex} is none.`);
  const toGlyph = drawPlacement(rng, size);
  const penWidth = between(rng, 0.1, 0.22);
  const paper = between(rng, 190, 255);
  const ink = between(rng, 0, 110);
  const noise = between(rng, 4, 22);
  const pixels = new Uint8Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y, pixelWidth] = toGlyph(column + 0.5, row + 0.5);
      // The pen's edge is one pixel wide, which smooths it.
      const coverage = Math.min(1, Math.max(0, (penWidth - outline(x, y)) / pixelWidth + 0.5));
      const grey = paper + (ink - paper) * coverage + noise * rng.normal();
      pixels[row * size + column] = Math.min(255, Math.max(0, Math.round(grey)));
    }
  }
  return pixels;
}

/** A random map from pixels to the glyph's own coordinates; its third value is a pixel's width there. */
function drawPlacement(rng: Rng, size: number) {
  const radius = size * between(rng, 0.24, 0.36);
  const centreX = size * between(rng, 0.4, 0.6);
  const centreY = size * between(rng, 0.4, 0.6);
  const angle = between(rng, -0.34, 0.34);
  const slant = between(rng, -0.15, 0.15);
  const cosine = Math.cos(angle) / radius;
  const sine = Math.sin(angle) / radius;
  return (pixelX: number, pixelY: number) => {
    const dx = pixelX - centreX;
    const dy = pixelY - centreY;
    const x = cosine * dx + sine * dy;
    const y = cosine * dy - sine * dx;
    return [x + slant * y, y, 1 / radius] as const;
  };
}

/** Distance to the outline of the regular polygon with one side at the bottom. */
function distanceToPolygon(x: number, y: number, sides: number): number {
  const sector = (2 * Math.PI) / sides;
  // Turning the plane by whole sectors brings the nearest side below the origin, where it is level.
  const angle = Math.atan2(x, y);
  const turned = angle - sector * Math.round(angle / sector);
  const radius = Math.hypot(x, y);
  const apothem = Math.cos(sector / 2);
  const along = radius * Math.sin(turned);
  const across = radius * Math.cos(turned) - apothem;
  const overhang = Math.max(0, Math.abs(along) - Math.sin(sector / 2));
  return Math.hypot(across, overhang);
}

/** Distance to the horizontal segment from -0.9 to 0.9. */
function distanceToBar(x: number, y: number): number {
  return Math.hypot(Math.max(0, Math.abs(x) - 0.9), y);
}

function between(rng: Rng, low: number, high: number): number {
  return low + (high - low) * rng.uniform();
}
