import type { SeriesStyle } from '../palette.ts';
import type { ChartColours } from '../figure.ts';
import { marker } from './marker.ts';
import { element, fontSize, label } from './svg.ts';
import { textWidth } from './textWidth.ts';

export interface LegendEntry {
  readonly name: string;
  readonly style: SeriesStyle;
  /** A piece of the line with its marker, or a field of the fill. */
  readonly sample: 'line' | 'field';
}

export interface Legend {
  /** Pixels. */
  readonly height: number;
  readonly draw: (top: number) => string;
}

const rowHeight = 19;
const sampleWidth = 28;
const afterSample = 6;
const betweenEntries = 16;

interface Placed {
  readonly entry: LegendEntry;
  readonly x: number;
  readonly row: number;
  /** Room for the name. */
  readonly room: number;
}

/** Entries in rows, as many in each as fit between `left` and `right`; a name too long for a row is cut. */
export function layOutLegend(
  entries: readonly LegendEntry[],
  { left, right }: { readonly left: number; readonly right: number },
  colours: ChartColours,
): Legend {
  const placed: Placed[] = [];
  let x = left;
  let row = 0;
  for (const entry of entries) {
    const most = right - left - sampleWidth - afterSample;
    const room = Math.min(most, Math.ceil(textWidth(entry.name, fontSize.normal)) + 1);
    const width = sampleWidth + afterSample + room;
    if (x > left && x + width > right) {
      x = left;
      row += 1;
    }
    placed.push({ entry, x, row, room });
    x += width + betweenEntries;
  }
  return {
    height: entries.length === 0 ? 0 : (row + 1) * rowHeight,
    draw: (top) => placed.map((each) => drawEntry(each, top, colours)).join(''),
  };
}

function drawEntry({ entry, x, row, room }: Placed, top: number, colours: ChartColours): string {
  const middle = top + row * rowHeight + rowHeight / 2;
  const { name, style, sample } = entry;
  const drawn =
    sample === 'line' ? lineSample(x, middle, style, colours) : fieldSample(x, middle, style.colour);
  const text = label({
    x: x + sampleWidth + afterSample,
    y: middle + 4,
    text: name,
    fill: colours.foreground,
    maxWidth: room,
  });
  return drawn + text;
}

function lineSample(x: number, y: number, style: SeriesStyle, { background }: ChartColours): string {
  const line = element('line', {
    x1: x,
    x2: x + sampleWidth,
    y1: y,
    y2: y,
    stroke: style.colour,
    'stroke-width': style.width,
    'stroke-dasharray': style.dash,
  });
  return line + marker({ x: x + sampleWidth / 2, y }, style, background);
}

const fieldSample = (x: number, y: number, colour: string): string =>
  element('rect', { x: x + 8, y: y - 6, width: 20, height: 12, ...fieldPaint(colour) });

/** A tint that text of the foreground colour can be read on, with an edge in full. */
export const fieldPaint = (colour: string): Readonly<Record<string, string | number>> => ({
  fill: colour,
  'fill-opacity': 0.35,
  stroke: colour,
  'stroke-width': 1.5,
});
