import type { MarkerShape } from '../../../src/charts/palette.ts';
import type { Camera, Size } from './camera.ts';
import { stampOf } from './stamps.ts';

/** How the points of a category look. */
export interface PointStyle {
  /** As a canvas has it in memory: alpha, blue, green, red from the highest byte on. */
  readonly pixel: number;
  readonly shape: MarkerShape;
  /** Points that matter more are larger. */
  readonly factor: number;
  /** CSS pixels; no point of it is smaller. */
  readonly least: number;
}

/** Points to be drawn. */
export interface RasterPoints {
  /** Two values for each point. */
  readonly places: Float32Array;
  /** The points that are drawn, the last one on top. */
  readonly order: Int32Array;
  /** Category of each point. */
  readonly categories: Uint16Array;
  readonly styles: readonly PointStyle[];
  /** 1 = selected; null = none is. */
  readonly selected: Uint8Array | null;
}

export interface RasterOptions {
  readonly camera: Camera;
  readonly size: Size;
  /** Pixels for each CSS pixel. */
  readonly density: number;
  /** CSS pixels of a point of factor 1. */
  readonly pointSize: number;
  readonly background: number;
  /** Of the rim of selected points. */
  readonly rim: number;
}

/** No point reaches farther beyond the picture, in pixels. */
const MARGIN = 64;
/** Selected points have a rim of so many CSS pixels. */
const RIM = 2;

/** A picture of points, painted by hand: a hundred thousand of them in a few milliseconds, also without a GPU. */
export class PointRaster {
  #image: ImageData | null = null;
  #pixels = new Uint32Array(0);

  /** Paints and returns the picture with `MARGIN` pixels around it; the next call paints over it. */
  paint(
    points: RasterPoints,
    options: RasterOptions,
  ): { readonly image: ImageData; readonly margin: number } {
    const { size, density } = options;
    const width = Math.max(1, Math.round(size.width * density)) + 2 * MARGIN;
    const height = Math.max(1, Math.round(size.height * density)) + 2 * MARGIN;
    let image = this.#image;
    if (image?.width !== width || image.height !== height) {
      image = new ImageData(width, height);
      this.#image = image;
      this.#pixels = new Uint32Array(image.data.buffer);
    }
    this.#pixels.fill(options.background);
    paintPoints(this.#pixels, width, height, { points, options });
    return { image, margin: MARGIN };
  }
}

/** Offsets of a stamp's pixels in a picture of some width. */
interface FlatStamp {
  readonly inside: Int32Array;
  readonly edge: Int32Array;
  readonly rim: Int32Array;
}

function paintPoints(
  pixels: Uint32Array,
  width: number,
  height: number,
  { points, options }: { readonly points: RasterPoints; readonly options: RasterOptions },
): void {
  const { places, order, categories, styles, selected } = points;
  const { camera, size, density, background, rim } = options;
  const stamps = styles.map((style) => flatStamp(style, options, width));
  const scale = camera.scale * density;
  const left = MARGIN + (density * size.width) / 2 - camera.centreX * scale;
  const top = MARGIN + (density * size.height) / 2 + camera.centreY * scale;
  // A stamp around a place between these never leaves the picture.
  const [last, lowest] = [width - MARGIN / 2, height - MARGIN / 2];
  for (const index of order) {
    const x = Math.round(left + places[2 * index]! * scale);
    const y = Math.round(top - places[2 * index + 1]! * scale);
    if (x < MARGIN / 2 || y < MARGIN / 2 || x >= last || y >= lowest) continue;
    const category = categories[index]!;
    const stamp = stamps[category]!;
    const middle = y * width + x;
    if (selected !== null && selected[index] === 1) {
      for (const offset of stamp.rim) pixels[middle + offset] = rim;
    }
    for (const offset of stamp.edge) pixels[middle + offset] = background;
    const { pixel } = styles[category]!;
    for (const offset of stamp.inside) pixels[middle + offset] = pixel;
  }
}

function flatStamp(
  { shape, factor, least }: PointStyle,
  { pointSize, density }: RasterOptions,
  width: number,
): FlatStamp {
  const size = Math.min(Math.max(pointSize * factor, least) * density, MARGIN / 2);
  const flat = (pixels: readonly (readonly [number, number])[]): Int32Array =>
    Int32Array.from(pixels, ([x, y]) => y * width + x);
  const { inside, edge } = stampOf(shape, size);
  const around = stampOf('circle', Math.min(Math.max(size, 5) + 2 * (RIM + 1) * density, MARGIN - 4));
  return { inside: flat(inside), edge: flat(edge), rim: flat(around.inside) };
}

/** `#rrggbb` as a pixel of a canvas's memory, on machines that begin with the lowest byte (all that VS Code runs on). */
export function pixelOf(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16);
  const [red, green, blue] = [(value >> 16) & 255, (value >> 8) & 255, value & 255];
  return (0xff000000 | (blue << 16) | (green << 8) | red) >>> 0;
}

/**
 * CSS pixels of a point: small where many are seen, larger as one comes closer. `zoom` is how much larger the map is than
 * where all is seen.
 */
export function pointSizeFor(count: number, { width, height }: Size, zoom: number): number {
  const apart = Math.sqrt((width * height) / Math.max(1, count)) * zoom;
  return Math.min(9, Math.max(2.5, 0.75 * apart));
}
