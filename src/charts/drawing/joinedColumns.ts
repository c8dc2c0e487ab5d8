import type { ChartColours, DrawOptions } from '../figure.ts';
import { seriesStyle } from '../palette.ts';
import { element, emptyDocument, escapeText, fontSize, label, svgDocument } from './svg.ts';
import { textWidth } from './textWidth.ts';

export interface JoinedColumns {
  readonly title: string;
  readonly description: string;
  /** Names of items from the top; the same name is the same item. */
  readonly columns: readonly { readonly name: string; readonly items: readonly string[] }[];
}

const topRoom = 24;
const rowHeight = 20;
const numberRoom = 26;
/** A column of names is no narrower; where there is less room, the whole drawing is made smaller. */
const leastColumn = 48;

/** Columns of items from the first to the last, with a line from each to where it stands in the next column. */
export function drawJoinedColumns(chart: JoinedColumns, { width, height, colours }: DrawOptions): string {
  const { columns } = chart;
  const page = { ...chart, width, height, colours };
  const rows = Math.max(0, ...columns.map(({ items }) => items.length));
  if (rows === 0) return emptyDocument(page, 'There is nothing to draw yet.');
  // Between the names of two columns, for the lines.
  const gap = width < 560 ? 24 : 44;
  const room = width - numberRoom - 8 - gap * (columns.length - 1);
  const columnWidth = Math.max(leastColumn, room / columns.length);
  const leftOf = (column: number): number => numberRoom + column * (columnWidth + gap);
  const middleOf = (row: number): number => topRoom + rowHeight * (row + 0.5);
  const shared = sharedStyles(columns);
  const placing = { leftOf, middleOf, columnWidth, shared };
  const content = [
    ...joins(columns, placing, colours),
    ...Array.from({ length: rows }, (_, row) =>
      label({
        x: numberRoom - 10,
        y: middleOf(row) + 4,
        text: String(row + 1),
        fill: colours.quiet,
        anchor: 'end',
        size: fontSize.small,
      }),
    ),
    ...columns.map((_, column) => drawColumn(columns, column, placing, colours)),
  ];
  const whole = leftOf(columns.length - 1) + columnWidth + 8;
  return svgDocument(
    { ...page, width: Math.max(width, whole), height: topRoom + rowHeight * rows + 6 },
    content,
  );
}

function drawColumn(
  columns: JoinedColumns['columns'],
  column: number,
  { leftOf, middleOf, columnWidth, shared }: Placing,
  { foreground, quiet, background }: ChartColours,
): string {
  const { name, items } = columns[column]!;
  const x = leftOf(column);
  const names = items.map((item, row) => {
    const y = middleOf(row);
    const width = Math.min(columnWidth, textWidth(item, fontSize.small)) + 4;
    const fill = shared.has(item) ? foreground : quiet;
    return [
      // Lines that pass by do not strike names out.
      element('rect', { x: x - 2, y: y - 8, width, height: 16, fill: background }),
      label({ x, y: y + 4, text: item, fill, maxWidth: columnWidth, size: fontSize.small }),
    ].join('');
  });
  const heading = label({ x, y: topRoom - 8, text: name, fill: foreground, maxWidth: columnWidth });
  return [heading, ...names].join('');
}

/** A style for each item that occurs in two columns at least, in the order in which they are met. */
function sharedStyles(columns: JoinedColumns['columns']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { items } of columns) {
    for (const item of new Set(items)) counts.set(item, (counts.get(item) ?? 0) + 1);
  }
  const shared = [...counts].filter(([, count]) => count > 1).map(([item]) => item);
  return new Map(shared.map((item, index) => [item, index]));
}

interface Placing {
  readonly leftOf: (column: number) => number;
  readonly middleOf: (row: number) => number;
  readonly columnWidth: number;
  readonly shared: ReadonlyMap<string, number>;
}

/** Lines between neighbouring columns in full, those that pass by others pale. */
function joins(
  columns: JoinedColumns['columns'],
  { leftOf, middleOf, columnWidth, shared }: Placing,
  colours: ChartColours,
): readonly string[] {
  return columns.flatMap(({ items }, column) =>
    items.flatMap((item, row) => {
      const next = columns.findIndex((each, index) => index > column && each.items.includes(item));
      if (next < 0) return [];
      const style = seriesStyle(shared.get(item) ?? 0, colours);
      const from = leftOf(column) + Math.min(columnWidth, textWidth(item, fontSize.small)) + 5;
      const to = leftOf(next) - 5;
      const [y1, y2] = [middleOf(row), middleOf(columns[next]!.items.indexOf(item))];
      const bend = to - (leftOf(1) - leftOf(0) - columnWidth) / 2 - 10;
      const path = element('path', {
        d: `M${round(from)},${round(y1)}L${round(bend - 14)},${round(y1)}C${round(bend)},${round(y1)},${round(bend)},${round(y2)},${round(to)},${round(y2)}`,
        fill: 'none',
        stroke: style.colour,
        'stroke-width': 1.75,
        'stroke-opacity': next === column + 1 ? 1 : 0.4,
        'stroke-dasharray': style.dash,
      });
      return [element('g', {}, element('title', {}, escapeText(item)), path)];
    }),
  );
}

const round = (value: number): string => value.toFixed(2);
