import { drawMap } from '../../../src/charts/inspector/mapFigure.ts';
import { printColours } from '../../../src/charts/palette.ts';
import { boundsOf, fitCamera, toScreen } from './camera.ts';
import type { Camera, Size } from './camera.ts';
import { categoryStyles } from './categoryStyles.ts';
import type { CategoryStyle } from './categoryStyles.ts';
import type { Colouring } from './colouring.ts';
import { drawOrder } from './drawOrder.ts';
import { pixelOf, PointRaster, pointSizeFor } from './pointRaster.ts';

export interface SavedMap {
  readonly title: string;
  /** Says what is in view. `shown` counts it. */
  readonly describe: (shown: number, asImage: boolean) => string;
  readonly legendTitle: string;
  readonly places: Float32Array;
  readonly colouring: Colouring;
  readonly isHidden: readonly boolean[];
  readonly camera: Camera;
  readonly size: Size;
}

/** More points than this are drawn as a picture: a drawing of 100,000 shapes opens in hardly any program. */
export const MOST_SHAPES = 5_000;
/** Pixels of that picture for each unit of the drawing. */
const DENSITY = 2;

/** The part of the map that is seen, on white paper, as an SVG document. */
export function savedMap(map: SavedMap): string {
  const { colouring, isHidden, places, camera, size } = map;
  const styles = categoryStyles(colouring.categories, printColours, colouring.emphasis);
  const order = drawOrder(colouring, styles, { isHidden, selected: null });
  const seen = order.filter((index) => {
    const { x, y } = toScreen(camera, size, { x: places[2 * index]!, y: places[2 * index + 1]! });
    return x >= 0 && y >= 0 && x <= size.width && y <= size.height;
  });
  const asImage = seen.length > MOST_SHAPES;
  const shown = colouring.categories.flatMap(({ name }, line) =>
    isHidden[line] === true ? [] : [{ name, line, ...styles[line]! }],
  );
  const lineOf = new Map(shown.map(({ line }, place) => [line, place]));
  return drawMap({
    title: map.title,
    description: map.describe(seen.length, asImage),
    legendTitle: map.legendTitle,
    legend: shown.map(({ name, colour, shape }) => ({ name, colour, shape })),
    ...size,
    colours: printColours,
    points: asImage
      ? { png: picture(map, styles, order) }
      : Array.from(seen, (index) => ({
          ...toScreen(camera, size, { x: places[2 * index]!, y: places[2 * index + 1]! }),
          line: lineOf.get(colouring.of[index]!) ?? 0,
        })),
  });
}

/** Base64 of a PNG. Throws where there is no canvas to draw on. */
function picture(
  { places, colouring, camera, size }: SavedMap,
  styles: readonly CategoryStyle[],
  order: Int32Array,
): string {
  const { image, margin } = new PointRaster().paint(
    {
      places,
      order,
      categories: colouring.of,
      styles: styles.map(({ colour, ...style }) => ({ ...style, pixel: pixelOf(colour) })),
      selected: null,
    },
    {
      camera,
      size,
      density: DENSITY,
      pointSize: pointSizeFor(order.length, size, camera.scale / fitCamera(boundsOf(places), size).scale),
      background: pixelOf(printColours.background),
      rim: 0,
    },
  );
  const canvas = document.createElement('canvas');
  canvas.width = image.width - 2 * margin;
  canvas.height = image.height - 2 * margin;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('this window has no canvas to draw on.');
  context.putImageData(image, -margin, -margin);
  const url = canvas.toDataURL('image/png');
  return url.slice(url.indexOf(',') + 1);
}
