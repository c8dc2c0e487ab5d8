import type { ChartColours } from '../figure.ts';
import { seriesStyle } from '../palette.ts';
import type { SeriesLook } from '../palette.ts';
import type { Box } from './axes.ts';
import { marker } from './marker.ts';
import { spreadApart } from './spreadApart.ts';
import { element, fontSize, label } from './svg.ts';
import { textWidth } from './textWidth.ts';

interface Named {
  readonly name: string;
  readonly style: SeriesLook;
  readonly points: readonly { readonly y: number }[];
}

const lineHeight = 15;
/** From the end of a line over its leader and marker to the name. */
const leader = 34;

/** Pixels to the right of the data that names at the ends of lines take; 0 where a legend does better. */
export function endLabelRoom(
  series: readonly Named[],
  { width, height }: { readonly width: number; readonly height: number },
): number {
  if (width < 480 || series.length * lineHeight > height) return 0;
  const widest = Math.max(...series.map(({ name }) => textWidth(name, fontSize.normal)));
  return leader + Math.min(Math.ceil(widest) + 1, width * 0.28) + 6;
}

export interface Placing {
  readonly box: Box;
  /** What `endLabelRoom` gave. */
  readonly room: number;
  /** Pixels of a value. */
  readonly y: (value: number) => number;
}

/** Names at the ends of the lines, moved apart; a leader ties each to its line. */
export function endLabels(
  series: readonly Named[],
  { box, room, y }: Placing,
  colours: ChartColours,
): string {
  const ends = series.map(({ points }) => y(points.findLast((point) => Number.isFinite(point.y))?.y ?? 0));
  const places = spreadApart(ends, lineHeight, { low: box.top, high: box.bottom });
  return series
    .map(({ name, style: number }, index) => {
      const style = seriesStyle(number, colours);
      const at = places[index]!;
      const line = element('path', {
        d: `M${box.right.toFixed(2)},${ends[index]!.toFixed(2)}L${(box.right + 14).toFixed(2)},${at.toFixed(2)}`,
        fill: 'none',
        stroke: style.colour,
        'stroke-width': 1,
      });
      const x = box.right + leader;
      return [
        line,
        marker({ x: box.right + 21, y: at }, style, colours.background),
        label({ x, y: at + 4, text: name, fill: colours.foreground, maxWidth: room - leader - 4 }),
      ].join('');
    })
    .join('');
}
