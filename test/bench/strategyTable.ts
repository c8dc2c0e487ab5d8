/** What one measurement gave, or why there is none. */
export type Cell = { readonly ms: number; readonly peakMb: number } | { readonly why: string };
/** By items of the pool. */
export type Cells = ReadonlyMap<number, Cell>;

const [NAME, WIDTH] = [26, 12];

const cellsOf = (texts: readonly string[]): string => texts.map((text) => text.padStart(WIDTH)).join('');
const timeOf = (ms: number): string => (ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`);

export const msOf = (cell: Cell | undefined): number | null =>
  cell === undefined || 'why' in cell ? null : Number(cell.ms.toFixed(1));

function peakOf(cells: Cells): number | null {
  const peaks = [...cells.values()].flatMap((cell) => ('why' in cell ? [] : [cell.peakMb]));
  return peaks.length === 0 ? null : Math.round(Math.max(...peaks));
}

/** The exponent of time from 10,000 items to 100,000. */
function growthOf(cells: Cells): number | null {
  const [few, many] = [msOf(cells.get(10_000)), msOf(cells.get(100_000))];
  return few === null || many === null ? null : Number(Math.log10(many / few).toFixed(2));
}

/** The line of JSON's part on one strategy. */
export const figuresOf = (cells: Cells) => ({
  ms1k: msOf(cells.get(1000)),
  ms10k: msOf(cells.get(10_000)),
  ms100k: msOf(cells.get(100_000)),
  peakMb: peakOf(cells),
  growth: growthOf(cells),
});

export function printHead(sizes: readonly number[]): void {
  const heads = [...sizes.map((size) => size.toLocaleString('en')), 'peak', 'growth'];
  console.log(`${''.padEnd(NAME)}${cellsOf(heads)}`);
}

export function printRow(name: string, cells: Cells, remark: string): void {
  const times = [...cells.values()].map((cell) => ('why' in cell ? cell.why : timeOf(cell.ms)));
  const [peak, growth] = [peakOf(cells), growthOf(cells)];
  const rest = [peak === null ? '' : `${peak} MB`, growth === null ? '' : growth.toFixed(2)];
  console.log(`${name.padEnd(NAME)}${cellsOf([...times, ...rest])}  ${remark}`.trimEnd());
}
