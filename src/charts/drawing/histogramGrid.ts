import type { ChartColours, DrawOptions } from '../figure.ts';
import { seriesStyle } from '../palette.ts';
import { fieldPaint } from './legend.ts';
import { element, emptyDocument, escapeText, fontSize, label, svgDocument } from './svg.ts';

export interface Histogram {
  readonly name: string;
  readonly counts: readonly number[];
  /** What stands below the first and the last bar. */
  readonly low: string;
  readonly high: string;
  /** Of a bar, for those who point at it. */
  readonly binName: (index: number) => string;
}

export interface HistogramGrid {
  readonly title: string;
  readonly description: string;
  readonly panels: readonly Histogram[];
  /** Whether a bar of the same height means the same count in all panels. */
  readonly sameScale: boolean;
}

const panelHeight = 130;
const titleRoom = 22;
const axisRoom = 22;
const leastWidth = 190;
const between = 24;

/** Histograms side by side, as many in a row as fit. */
export function drawHistogramGrid(chart: HistogramGrid, { width, height, colours }: DrawOptions): string {
  const { panels } = chart;
  const page = { ...chart, width, height, colours };
  if (panels.length === 0) return emptyDocument(page, 'There is nothing to draw yet.');
  const columns = Math.max(
    1,
    Math.min(panels.length, Math.floor((width + between) / (leastWidth + between))),
  );
  const panelWidth = Math.min(320, (width - 8 - between * (columns - 1)) / columns);
  const most = Math.max(1, ...panels.flatMap(({ counts }) => counts));
  const rows = Math.ceil(panels.length / columns);
  const content = panels.map((panel, index) => {
    const left = 4 + (index % columns) * (panelWidth + between);
    const top = Math.floor(index / columns) * panelHeight;
    const highest = chart.sameScale ? most : Math.max(1, ...panel.counts);
    return drawPanel(panel, { left, top, panelWidth, highest, style: index }, colours);
  });
  return svgDocument({ ...page, height: rows * panelHeight }, content);
}

interface Placing {
  readonly left: number;
  readonly top: number;
  readonly panelWidth: number;
  readonly highest: number;
  readonly style: number;
}

function drawPanel(panel: Histogram, placing: Placing, colours: ChartColours): string {
  const { left, top, panelWidth } = placing;
  const base = top + panelHeight - axisRoom;
  const below = (text: string, x: number, anchor: 'start' | 'end'): string =>
    label({
      x,
      y: base + 15,
      text,
      fill: colours.quiet,
      anchor,
      size: fontSize.small,
      maxWidth: panelWidth / 2 - 4,
    });
  return [
    label({ x: left, y: top + 14, text: panel.name, fill: colours.foreground, maxWidth: panelWidth }),
    element('line', { x1: left, x2: left + panelWidth, y1: base, y2: base, stroke: colours.quiet }),
    ...panel.counts.map((_, index) => drawBar(panel, index, { ...placing, base }, colours)),
    below(panel.low, left, 'start'),
    below(panel.high, left + panelWidth, 'end'),
  ].join('');
}

function drawBar(
  { name, counts, binName }: Histogram,
  index: number,
  { left, panelWidth, highest, style, base }: Placing & { readonly base: number },
  colours: ChartColours,
): string {
  const count = counts[index]!;
  if (count === 0) return '';
  const tallest = panelHeight - axisRoom - titleRoom - 14;
  const barWidth = panelWidth / counts.length;
  const barHeight = Math.max(1.5, (count / highest) * tallest);
  const isTallest = counts.indexOf(Math.max(...counts)) === index;
  const middle = left + (index + 0.5) * barWidth;
  return element(
    'g',
    {},
    element('title', {}, escapeText(`${name}, ${binName(index)}: ${count.toLocaleString('en')}`)),
    element('rect', {
      x: left + index * barWidth + 0.75,
      y: base - barHeight,
      width: Math.max(1, barWidth - 1.5),
      height: barHeight,
      ...fieldPaint(seriesStyle(style, colours).colour),
    }),
    // The tallest says how many it stands for.
    isTallest
      ? label({
          x: Math.min(Math.max(middle, left + 12), left + panelWidth - 12),
          y: base - barHeight - 4,
          text: count.toLocaleString('en'),
          fill: colours.quiet,
          anchor: 'middle',
          size: fontSize.small,
        })
      : '',
  );
}
