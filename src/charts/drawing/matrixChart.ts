import type { ChartColours, DrawOptions } from '../figure.ts';
import { seriesStyle } from '../palette.ts';
import { nameRoom } from './barChart.ts';
import { element, emptyDocument, escapeText, fontSize, label, svgDocument } from './svg.ts';
import { textWidth } from './textWidth.ts';

export interface MatrixChart {
  readonly title: string;
  readonly description: string;
  /** Of rows and columns alike. */
  readonly names: readonly string[];
  /** -1 to 1, null where there is no value; names x names. */
  readonly values: readonly (readonly (number | null)[])[];
  /** Ways to write a value, the first that fits into all fields is taken. */
  readonly formats: readonly ((value: number) => string)[];
}

const topRoom = 22;
const bottomRoom = 8;

/** A square of fields, darker where values are far from 0. Rows are named and numbered, columns have the numbers. */
export function drawMatrix(chart: MatrixChart, { width, height, colours }: DrawOptions): string {
  const { names, values } = chart;
  const page = { ...chart, width, height, colours };
  if (names.length === 0) return emptyDocument(page, 'There is nothing to draw yet.');
  const numbered = names.map((name, index) => `${index + 1}  ${name}`);
  const left = Math.min(nameRoom(numbered, width), width * 0.3) + 12;
  const cellWidth = Math.min(96, (width - left - 8) / names.length);
  const cellHeight = Math.max(22, Math.min(34, (height - topRoom - bottomRoom) / names.length));
  const format = chart.formats.find((each) => fits(values, each, cellWidth - 4)) ?? chart.formats.at(-1)!;
  const content = [
    ...names.map((_, column) =>
      label({
        x: left + cellWidth * (column + 0.5),
        y: topRoom - 7,
        text: String(column + 1),
        fill: colours.quiet,
        anchor: 'middle',
      }),
    ),
    ...values.flatMap((row, index) => {
      const middle = topRoom + cellHeight * (index + 0.5);
      const name = label({
        x: 4,
        y: middle + 4,
        text: numbered[index] ?? '',
        fill: colours.foreground,
        maxWidth: left - 12,
      });
      const cells = row.map((value, column) =>
        cell(
          { names, format },
          { row: index, column, value },
          { left, middle, cellWidth, cellHeight },
          colours,
        ),
      );
      return [name, ...cells];
    }),
  ];
  return svgDocument({ ...page, height: topRoom + cellHeight * names.length + bottomRoom }, content);
}

const fits = (values: MatrixChart['values'], format: (value: number) => string, width: number): boolean =>
  values.every((row) =>
    row.every((value) => value === null || textWidth(format(value), fontSize.small) <= width),
  );

interface Placing {
  readonly left: number;
  readonly middle: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
}

function cell(
  { names, format }: Pick<MatrixChart, 'names'> & { readonly format: (value: number) => string },
  { row, column, value }: { readonly row: number; readonly column: number; readonly value: number | null },
  { left, middle, cellWidth, cellHeight }: Placing,
  colours: ChartColours,
): string {
  const text = value === null ? '–' : format(value);
  const colour = seriesStyle((value ?? 0) < 0 ? 1 : 0, colours).colour;
  return element(
    'g',
    {},
    element('title', {}, escapeText(`${names[row] ?? ''}, ${names[column] ?? ''}: ${text}`)),
    element('rect', {
      x: left + cellWidth * column + 1,
      y: middle - cellHeight / 2 + 1,
      width: cellWidth - 2,
      height: cellHeight - 2,
      fill: colour,
      // Text of the foreground colour stays legible on the darkest.
      'fill-opacity': Math.abs(value ?? 0) * 0.45,
      stroke: colours.grid,
    }),
    label({
      x: left + cellWidth * (column + 0.5),
      y: middle + 4,
      text,
      fill: colours.foreground,
      anchor: 'middle',
      size: fontSize.small,
      maxWidth: cellWidth - 4,
    }),
  );
}
