/** Geometry of the grid: which rows of cards are near the part that is scrolled into view. */
export interface GridLayout {
  readonly columns: number;
  readonly rows: number;
  readonly rowHeight: number;
  /** Height of the whole scrolled area in CSS pixels. */
  readonly height: number;
}

export interface GridWindow {
  readonly firstRow: number;
  /** Exclusive. */
  readonly endRow: number;
  /** Where the first row starts, in CSS pixels from the top of the scrolled area. */
  readonly top: number;
}

/** Chromium lays out elements up to about 33 million pixels; beyond this height the scroll bar is scaled. */
export const tallestArea = 16_000_000;
/** Rows rendered above and below the visible ones, so that a flick does not show blanks. */
const spareRows = 3;

export function layOutGrid(
  total: number,
  width: number,
  card: { readonly minWidth: number; readonly rowHeight: number },
): GridLayout {
  const columns = Math.max(1, Math.floor(width / card.minWidth));
  const rows = Math.ceil(total / columns);
  return { columns, rows, rowHeight: card.rowHeight, height: Math.min(rows * card.rowHeight, tallestArea) };
}

export function windowAt(layout: GridLayout, scrollTop: number, viewHeight: number): GridWindow {
  const offset = scrollTop * scaleOf(layout, viewHeight);
  const first = Math.floor(offset / layout.rowHeight);
  const firstRow = Math.max(0, first - spareRows);
  const endRow = Math.min(layout.rows, first + Math.ceil(viewHeight / layout.rowHeight) + 1 + spareRows);
  return { firstRow, endRow, top: scrollTop - (offset - firstRow * layout.rowHeight) };
}

/** The scroll position that shows this row with the least movement. */
export function scrollToRow(layout: GridLayout, row: number, scrollTop: number, viewHeight: number): number {
  const scale = scaleOf(layout, viewHeight);
  const offset = scrollTop * scale;
  const top = row * layout.rowHeight;
  const bottom = top + layout.rowHeight;
  if (top < offset) return top / scale;
  return bottom > offset + viewHeight ? (bottom - viewHeight) / scale : scrollTop;
}

/** Pixels of the list for each pixel of scrolling; 1 unless the list is too tall for the browser. */
function scaleOf(layout: GridLayout, viewHeight: number): number {
  const real = layout.rows * layout.rowHeight;
  return real <= layout.height ? 1 : (real - viewHeight) / (layout.height - viewHeight);
}
