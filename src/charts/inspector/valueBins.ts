import { scaleLinear } from 'd3-scale';
import { brief, wholeText } from './numberText.ts';

export interface ValueBins {
  /** Where a bin ends and the next begins, ascending: one less than there are bins. A value on an edge is above it. */
  readonly edges: readonly number[];
  /** What each bin holds, in words. */
  readonly names: readonly string[];
}

export interface BinOptions {
  /** About so many bins. */
  readonly wished: number;
  /** Values are whole numbers. */
  readonly whole?: boolean;
}

/** Shares of the values between which bins are of equal width; what is beyond falls into the outermost. */
const USUAL = [0.01, 0.99] as const;

/**
 * Bins of equal width between round numbers. One value, or none, makes a single bin. NaN is left out.
 */
export function valueBins(values: ArrayLike<number>, { wished, whole = false }: BinOptions): ValueBins {
  const sorted = Float64Array.from(values).filter(Number.isFinite).sort();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [low, high] = USUAL.map(at) as [number, number];
  const ticks = low < high ? scaleLinear([low, high], [0, 1]).ticks(wished) : [];
  const rounded = whole ? [...new Set(ticks.map(Math.ceil))] : ticks;
  const edges = rounded.filter((edge) => edge > (sorted[0] ?? 0) && edge <= (sorted.at(-1) ?? 0));
  return { edges, names: namesOf(edges, sorted, whole) };
}

function namesOf(edges: readonly number[], sorted: Float64Array, whole: boolean): readonly string[] {
  const [first, last] = [edges[0], edges.at(-1)];
  const text = whole ? wholeText : brief;
  const range = (low: number, high: number): string =>
    low === high ? text(low) : `${text(low)} to ${text(high)}`;
  if (sorted.length === 0) return ['–'];
  if (first === undefined || last === undefined) {
    return [range(sorted[0]!, sorted.at(-1)!)];
  }
  const inner = edges.slice(1).map((end, index) => range(edges[index]!, whole ? end - 1 : end));
  return whole
    ? [range(sorted[0]!, first - 1), ...inner, range(last, sorted.at(-1)!)]
    : [`below ${brief(first)}`, ...inner, `${brief(last)} and above`];
}

/** Index of a value's bin. */
export function binOf(value: number, edges: readonly number[]): number {
  let bin = 0;
  while (bin < edges.length && value >= edges[bin]!) bin++;
  return bin;
}
