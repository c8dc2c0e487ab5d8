import { beforeAll, describe, expect, it, vi } from 'vitest';
import { pixelOf, PointRaster, pointSizeFor } from '../../../../webview/inspector/map/pointRaster.ts';
import type { RasterPoints } from '../../../../webview/inspector/map/pointRaster.ts';

/** Node has no canvas: the memory of one is all that is needed. */
class Memory {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.data = new Uint8ClampedArray(4 * width * height);
  }
}

const size = { width: 40, height: 30 };
const [white, red, blue, black] = ['#ffffff', '#e00000', '#0000e0', '#000000'].map(pixelOf) as [
  number,
  number,
  number,
  number,
];

/** Paints points of 3 x 3 pixels, the map's 0 in the middle; returns what lies at a CSS pixel. */
function painted(points: Partial<RasterPoints> & Pick<RasterPoints, 'places'>) {
  const count = points.places.length / 2;
  const { image, margin } = new PointRaster().paint(
    {
      order: Int32Array.from({ length: count }, (_, index) => index),
      categories: Uint16Array.from({ length: count }, (_, index) => index),
      styles: [red, blue].map((pixel) => ({ pixel, shape: 'square', factor: 1, least: 0 })),
      selected: null,
      ...points,
    },
    {
      camera: { centreX: 0, centreY: 0, scale: 1 },
      size,
      density: 1,
      pointSize: 3,
      background: white,
      rim: black,
    },
  );
  const pixels = new Uint32Array(image.data.buffer);
  const at = (x: number, y: number): number => pixels[(y + margin) * image.width + x + margin]!;
  const countOf = (pixel: number): number => pixels.filter((each) => each === pixel).length;
  return { at, countOf };
}

describe('the picture of points', () => {
  beforeAll(() => void vi.stubGlobal('ImageData', Memory));

  it('has each where it is, up on the map being up', () => {
    const { at, countOf } = painted({ places: Float32Array.of(-5, 4, 10, -6) });
    expect([at(15, 11), at(14, 10), at(16, 12), at(17, 11)]).toEqual([red, red, red, white]);
    expect(at(30, 21)).toBe(blue);
    expect([countOf(red), countOf(blue)]).toEqual([9, 9]);
  });

  it('has the last one on top', () => {
    const places = Float32Array.of(0, 0, 1, 0);
    expect(painted({ places }).at(20, 15)).toBe(blue);
    expect(painted({ places, order: Int32Array.of(1, 0) }).at(20, 15)).toBe(red);
    expect(painted({ places, order: Int32Array.of(1) }).countOf(red)).toBe(0);
  });

  it('cuts points off at its edge; none comes in at the other side', () => {
    const { at, countOf } = painted({ places: Float32Array.of(-20, 0, 90, 0) });
    expect([at(0, 15), at(1, 15), at(2, 15), at(39, 14)]).toEqual([red, red, white, white]);
    expect(countOf(blue)).toBe(0);
  });

  it('has points of a style that must be seen as large as they must be', () => {
    const styles = [{ pixel: red, shape: 'square', factor: 1, least: 6 }] as const;
    const { at, countOf } = painted({ places: Float32Array.of(0, 0), styles });
    expect(countOf(red)).toBe(25);
    expect([at(18, 13), at(22, 17), at(23, 15)]).toEqual([red, red, white]);
  });

  it('has a rim around what is selected', () => {
    const { at } = painted({ places: Float32Array.of(-8, 0, 8, 0), selected: Uint8Array.of(1, 0) });
    expect([at(12, 15), at(12, 12), at(28, 15), at(28, 12)]).toEqual([red, black, blue, white]);
  });
});

describe('the size of points', () => {
  const wide = { width: 800, height: 600 };

  it('grows as one comes closer, within bounds', () => {
    expect(pointSizeFor(100_000, wide, 1)).toBe(2.5);
    expect(pointSizeFor(100_000, wide, 2)).toBeGreaterThan(2.5);
    expect(pointSizeFor(100_000, wide, 400)).toBe(9);
    expect(pointSizeFor(0, wide, 1)).toBe(9);
  });
});

it('writes colours as a canvas has them in memory', () => {
  const bytes = new Uint8Array(Uint32Array.of(pixelOf('#123456')).buffer);
  expect([...bytes]).toEqual([0x12, 0x34, 0x56, 0xff]);
});
