import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from 'd3-shape';
import type { SymbolType } from 'd3-shape';
import type { MarkerShape, SeriesStyle } from '../palette.ts';
import { element } from './svg.ts';

const shapes: Readonly<Record<MarkerShape, SymbolType>> = {
  circle: symbolCircle,
  square: symbolSquare,
  triangle: symbolTriangle,
  diamond: symbolDiamond,
  cross: symbolCross,
  star: symbolStar,
  wye: symbolWye,
};

/** Square pixels, as d3's symbols are measured. */
const area = 42;

/** A marker at a place; its edge in the colour behind keeps it apart from lines that run through it. */
export function marker(
  { x, y }: { readonly x: number; readonly y: number },
  { colour, marker: shape }: Pick<SeriesStyle, 'colour' | 'marker'>,
  background: string,
): string {
  return element('path', {
    d: symbol(shapes[shape], area).digits(2)() ?? '',
    transform: `translate(${x.toFixed(1)},${y.toFixed(1)})`,
    fill: colour,
    stroke: background,
    'stroke-width': 0.75,
  });
}
