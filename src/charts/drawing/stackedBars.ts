import { scaleLinear } from 'd3-scale';
import type { ChartColours, DrawOptions } from '../figure.ts';
import { seriesStyle } from '../palette.ts';
import { axisHeight, horizontalAxis, ticksAlong, uprightGrid } from './axes.ts';
import type { Box } from './axes.ts';
import { nameRoom, rowHeightFor, rowName } from './barChart.ts';
import { fieldPaint, layOutLegend } from './legend.ts';
import { element, emptyDocument, escapeText, fontSize, label, svgDocument } from './svg.ts';
import { textWidth } from './textWidth.ts';

export interface StackedRow {
  readonly name: string;
  /** At least 0, aligned with the chart's `parts`. */
  readonly values: readonly number[];
}

export interface StackedBars {
  readonly title: string;
  readonly description: string;
  readonly xTitle: string;
  /** What the parts of each bar are, from the left. */
  readonly parts: readonly string[];
  readonly rows: readonly StackedRow[];
  readonly format: (value: number) => string;
}

const topRoom = 10;

/** A bar for each row, made of parts; a part that is wide enough says its name and value, else its value. */
export function drawStackedBars(chart: StackedBars, { width, height, colours }: DrawOptions): string {
  const { rows, parts } = chart;
  const page = { ...chart, width, height, colours };
  if (rows.length === 0 || parts.length === 0) return emptyDocument(page, 'There is nothing to draw yet.');
  const rowHeight = rowHeightFor(height, rows.length);
  const names = nameRoom(
    rows.map(({ name }) => name),
    width,
  );
  const bottom = topRoom + rowHeight * rows.length;
  const box = { left: names + 14, right: width - 18, top: topRoom, bottom };
  const most = Math.max(...rows.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
  const x = scaleLinear([0, most > 0 ? most : 1], [box.left, box.right]);
  const ticks = ticksAlong(x, Math.max(2, Math.floor((box.right - box.left) / 60)));
  const legend = layOutLegend(
    parts.map((name, index) => ({ name, style: seriesStyle(index, colours), sample: 'field' })),
    { left: 4, right: width - 4 },
    colours,
  );
  const content = [
    uprightGrid(ticks, box, colours),
    horizontalAxis(ticks, box, chart.xTitle, colours),
    ...rows.map((row, index) => {
      const middle = box.top + rowHeight * (index + 0.5);
      return (
        rowName(row.name, { middle, box }, colours) +
        drawParts(chart, row, { x, middle, rowHeight, box }, colours)
      );
    }),
    legend.draw(bottom + axisHeight),
  ];
  return svgDocument({ ...page, height: bottom + axisHeight + legend.height }, content);
}

interface Placing {
  readonly x: (value: number) => number;
  readonly middle: number;
  readonly rowHeight: number;
  readonly box: Box;
}

function drawParts(
  { parts, format }: StackedBars,
  { values }: StackedRow,
  { x, middle, rowHeight }: Placing,
  colours: ChartColours,
): string {
  const thickness = Math.min(22, rowHeight - 4);
  let before = 0;
  return values
    .map((value, index) => {
      const start = x(before);
      const end = x((before += value));
      // A gap between neighbours, so that edges do not run into each other.
      const width = end - start - 3;
      if (!(width > 0)) return '';
      const name = parts[index] ?? '';
      const field = element('rect', {
        x: start + 1.5,
        y: middle - thickness / 2,
        width,
        height: thickness,
        ...fieldPaint(seriesStyle(index, colours).colour),
      });
      const text = fitting([`${name}: ${format(value)}`, format(value)], width - 6);
      const shown = label({
        x: (start + end) / 2,
        y: middle + 4,
        text,
        fill: colours.foreground,
        anchor: 'middle',
        size: fontSize.small,
      });
      const title = element('title', {}, escapeText(`${name}: ${format(value)}`));
      return element('g', {}, title, field, text === '' ? '' : shown);
    })
    .join('');
}

const fitting = (texts: readonly string[], width: number): string =>
  texts.find((text) => textWidth(text, fontSize.small) <= width) ?? '';
