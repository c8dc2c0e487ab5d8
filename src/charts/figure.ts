import type { DataTable } from './dataTable.ts';

/** Colours of a drawing, as SVG attribute values. */
export interface ChartColours {
  readonly background: string;
  readonly foreground: string;
  /** Text of second rank. */
  readonly quiet: string;
  readonly grid: string;
  /** One for each series, by turns. Series differ by dash and marker too. */
  readonly series: readonly string[];
}

export interface DrawOptions {
  /** Pixels. */
  readonly width: number;
  /**
   * Pixels that are wished for. A drawing whose rows or legend need more, or that would be mostly empty, is higher or
   * lower; its `height` and `viewBox` say how high it is.
   */
  readonly height: number;
  readonly colours: ChartColours;
}

/** A chart that can be drawn at any size, with a text and a table that say the same. */
export interface Figure {
  /** Also its file name; unique within a report. */
  readonly id: string;
  readonly title: string;
  /** What it shows, in sentences, for those who do not see it. */
  readonly description: string;
  /** Its numbers. */
  readonly table: DataTable;
  /** A whole SVG document: no script, no style element, no style attribute. */
  draw(options: DrawOptions): string;
}
