import type { ChartColours } from '../../../src/charts/figure.ts';
import { toScreen } from './camera.ts';
import type { Camera, Point, Size } from './camera.ts';
import type { CategoryStyle } from './categoryStyles.ts';
import type { Colouring } from './colouring.ts';
import { drawOrder } from './drawOrder.ts';
import { keptSame } from './keptSame.ts';
import { lastOf } from './lastOf.ts';
import { paintMarks } from './mapMarks.ts';
import { pixelOf, PointRaster, pointSizeFor } from './pointRaster.ts';
import type { RasterPoints } from './pointRaster.ts';

/** What is to be seen. */
export interface MapScene {
  /** Two values for each point. */
  readonly places: Float32Array;
  readonly colouring: Colouring;
  readonly styles: readonly CategoryStyle[];
  /** By category. */
  readonly isHidden: readonly boolean[];
  /** By point, 1 = selected; null = none is. */
  readonly selected: Uint8Array | null;
  /** Points with a mark: they wait at the front of the queue. */
  readonly queued: readonly number[];
  /** The point whose card is open, or -1. */
  readonly focused: number;
  readonly colours: ChartColours;
}

/** How the scene is seen just now. */
export interface MapLook {
  readonly camera: Camera;
  /** The camera that shows all. */
  readonly fitted: Camera;
  readonly size: Size;
  /** Pixels for each CSS pixel. */
  readonly density: number;
  /** The point under the pointer, or -1. */
  readonly hovered: number;
  /** What is being drawn with the pointer, in CSS pixels: two corners of a box, or a path. */
  readonly brush: { readonly path: readonly Point[]; readonly isBox: boolean } | null;
}

export interface MapCanvases {
  readonly points: HTMLCanvasElement;
  readonly marks: HTMLCanvasElement;
}

/** Paints the map onto its two canvases. Where only marks differ, as under a pointer that moves, the points stay. */
export class MapPainter {
  readonly #raster = new PointRaster();
  readonly #orderOf = lastOf(orderOf);
  readonly #partsOf = keptSame<PictureParts>();
  #painted: PictureParts | null = null;

  paint(scene: MapScene, canvases: MapCanvases, look: MapLook): void {
    const { size, density, camera, fitted } = look;
    const [width, height] = [Math.round(size.width * density), Math.round(size.height * density)];
    for (const canvas of [canvases.points, canvases.marks]) {
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
    }
    const order = this.#orderOf(scene.colouring, scene.styles, scene.isHidden, scene.selected);
    const pointSize = pointSizeFor(order.length, size, camera.scale / fitted.scale);
    const { places, styles, colours } = scene;
    const parts = this.#partsOf({
      canvas: canvases.points,
      places,
      order,
      styles,
      colours,
      ...camera,
      ...size,
      density,
      pointSize,
    });
    if (parts !== this.#painted) {
      this.#painted = parts;
      this.#paintPoints(pointsOf(scene, order), parts);
    }
    const on = (point: number): Point =>
      toScreen(camera, size, { x: places[2 * point]!, y: places[2 * point + 1]! });
    paintMarks(canvases.marks, {
      density,
      colours,
      queued: scene.queued.map(on),
      rings: [scene.focused, look.hovered].filter((point) => point >= 0).map(on),
      radius: Math.max(6, pointSize),
      outline: look.brush?.path ?? [],
      isBox: look.brush?.isBox ?? false,
    });
  }

  #paintPoints(points: RasterPoints, parts: PictureParts): void {
    const { canvas, colours, density, pointSize } = parts;
    const { image, margin } = this.#raster.paint(points, {
      camera: parts,
      size: parts,
      density,
      pointSize,
      background: pixelOf(colours.background),
      rim: pixelOf(colours.foreground),
    });
    // It is painted by hand and never read back: the processor's own memory is the right place for it.
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    context?.putImageData(image, -margin, -margin, margin, margin, canvas.width, canvas.height);
  }
}

/** All that the picture of the points depends on. What is selected changes their order too. */
interface PictureParts extends Pick<MapScene, 'places' | 'styles' | 'colours'>, Camera, Size {
  readonly canvas: HTMLCanvasElement;
  readonly order: Int32Array;
  readonly density: number;
  readonly pointSize: number;
}

const pointsOf = ({ places, colouring, styles, selected }: MapScene, order: Int32Array): RasterPoints => ({
  places,
  order,
  categories: colouring.of,
  styles: styles.map(({ colour, ...style }) => ({ ...style, pixel: pixelOf(colour) })),
  selected,
});

const orderOf = (
  colouring: Colouring,
  styles: readonly CategoryStyle[],
  isHidden: readonly boolean[],
  selected: Uint8Array | null,
): Int32Array => drawOrder(colouring, styles, { isHidden, selected });
