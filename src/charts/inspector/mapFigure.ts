import { marker } from '../drawing/marker.ts';
import { element, fontSize, label, svgDocument } from '../drawing/svg.ts';
import { textWidth } from '../drawing/textWidth.ts';
import type { ChartColours } from '../figure.ts';
import type { MarkerShape } from '../palette.ts';

/** A line of the legend. */
export interface MapLegendLine {
  readonly name: string;
  readonly colour: string;
  readonly shape: MarkerShape;
}

/** A point as it is seen, in the units of the drawing from the left and from the top. */
export interface MapPoint {
  readonly x: number;
  readonly y: number;
  /** Index into the legend. */
  readonly line: number;
}

export interface MapDrawing {
  readonly title: string;
  readonly description: string;
  /** What the colours say. */
  readonly legendTitle: string;
  readonly legend: readonly MapLegendLine[];
  /** Of the picture; the legend comes to its right. */
  readonly width: number;
  readonly height: number;
  readonly colours: ChartColours;
  /** The last one on top. Or, where they are too many to be drawn one by one, a picture of them. */
  readonly points: readonly MapPoint[] | { readonly png: string };
}

const legendWidth = 190;
const gap = 16;
const rowHeight = 19;
const top = 34;

/**
 * The map as an SVG document: points one by one, or as a picture within it (`png` is base64), with title and legend.
 */
export function drawMap(map: MapDrawing): string {
  const { title, description, width, height, colours, legend, legendTitle } = map;
  const rows = legend.length + 2;
  const page = {
    title,
    description,
    width: width + gap + legendWidth,
    height: Math.max(top + height + 8, top + rows * rowHeight),
    colours,
  };
  return svgDocument(page, [
    label({ x: 0, y: 18, text: title, fill: colours.foreground, size: 14, maxWidth: page.width }),
    element('g', { transform: `translate(0,${top})` }, pointsOf(map)),
    element('rect', {
      x: 0.5,
      y: top + 0.5,
      width: width - 1,
      height: height - 1,
      fill: 'none',
      stroke: colours.grid,
    }),
    ...legendOf(legend, legendTitle, { x: width + gap, colours }),
  ]);
}

function pointsOf({ points, legend, width, height, colours }: MapDrawing): string {
  if ('png' in points) {
    return element('image', { href: `data:image/png;base64,${points.png}`, x: 0, y: 0, width, height });
  }
  return points
    .map(({ x, y, line }) => {
      const { colour, shape } = legend[line]!;
      return marker({ x, y }, { colour, marker: shape }, colours.background);
    })
    .join('');
}

function legendOf(
  legend: readonly MapLegendLine[],
  title: string,
  { x, colours }: { readonly x: number; readonly colours: ChartColours },
): string[] {
  const titleLines = wrapped(title);
  const heading = titleLines.map((text, line) =>
    label({ x, y: top + 12 + line * 14, text, fill: colours.quiet, size: fontSize.small }),
  );
  const from = top + 12 + titleLines.length * 14;
  return [
    ...heading,
    ...legend.flatMap(({ name, colour, shape }, row) => {
      const y = from + row * rowHeight + 4;
      return [
        marker({ x: x + 7, y }, { colour, marker: shape }, colours.background),
        label({ x: x + 20, y: y + 4, text: name, fill: colours.foreground, maxWidth: legendWidth - 20 }),
      ];
    }),
  ];
}

/** Words in lines that fit the legend. */
function wrapped(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && textWidth(longer, fontSize.small) > legendWidth) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
