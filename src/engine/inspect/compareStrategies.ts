import type { StrategyColumn, StrategyComparison } from '../../protocol/inspect.ts';
import { kendall } from '../statistics/kendall.ts';
import { spearman } from '../statistics/spearman.ts';
import type { StrategyRanking } from './strategyRankings.ts';

/** Tenths of a probability. */
const BINS = 10;

/** A strategy's column with rows in place of item ids. */
export type RankedColumn = Omit<StrategyColumn, 'items'> & { readonly rows: readonly number[] };

export interface ComparisonInput {
  readonly rankings: readonly StrategyRanking[];
  /** How many of the first items are compared. */
  readonly top: number;
  /** At which shares of the scores, 0 to 1. */
  readonly shares: readonly number[];
  /** The model's probability that counts for a row's histogram; NaN where there is none. */
  readonly probabilityOf: (row: number) => number;
}

type Comparison = Omit<StrategyComparison, 'columns' | 'refused'> & {
  readonly columns: readonly RankedColumn[];
};

/** Puts rankings of the same pool side by side. */
export function compareStrategies({ rankings, top, shares, probabilityOf }: ComparisonInput): Comparison {
  const columns = rankings.map(({ strategy, title, output }): RankedColumn => {
    const rows = [...output.ranking.subarray(0, top)];
    return {
      strategy,
      title,
      rows,
      quantiles: quantilesOf(output.scores, shares),
      histogram: histogramOf(rows.map(probabilityOf)),
    };
  });
  const pairs = <Value>(of: (first: number, second: number) => Value): Value[][] =>
    columns.map((_, first) => columns.map((__, second) => of(first, second)));
  const correlated = (by: typeof spearman) => (first: number, second: number) => {
    const { a, b } = commonScores(rankings[first]!, rankings[second]!);
    return by(a, b);
  };
  return {
    top,
    columns,
    overlap: pairs((first, second) => overlapOf(columns[first]!.rows, columns[second]!.rows)),
    spearman: symmetric(columns.length, correlated(spearman)),
    kendall: symmetric(columns.length, correlated(kendall)),
  };
}

/** Quantiles by linear interpolation between order statistics (Hyndman and Fan 1996, type 7); null without scores. */
export function quantilesOf(scores: ArrayLike<number>, shares: readonly number[]): number[] | null {
  const sorted = Float64Array.from(scores).filter(Number.isFinite).sort();
  if (sorted.length === 0) return null;
  return shares.map((share) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below]!;
    return low + (place - below) * ((sorted[below + 1] ?? low) - low);
  });
}

function histogramOf(probabilities: readonly number[]): number[] | null {
  const known = probabilities.filter((probability) => !Number.isNaN(probability));
  if (known.length === 0) return null;
  const counts = new Array<number>(BINS).fill(0);
  for (const probability of known) counts[Math.min(BINS - 1, Math.floor(probability * BINS))]!++;
  return counts;
}

function overlapOf(first: readonly number[], second: readonly number[]): number {
  const others = new Set(second);
  const shared = first.filter((row) => others.has(row)).length;
  return first.length === 0 ? 0 : shared / first.length;
}

/** Scores of the rows that both strategies scored. */
function commonScores(first: StrategyRanking, second: StrategyRanking): { a: number[]; b: number[] } {
  const a: number[] = [];
  const b: number[] = [];
  first.output.ranking.forEach((row, place) => {
    const one = first.output.scores[place]!;
    const other = second.output.scores[second.placeOf.get(row) ?? -1] ?? NaN;
    if (!Number.isFinite(one) || !Number.isFinite(other)) return;
    a.push(one);
    b.push(other);
  });
  return { a, b };
}

/** A square matrix of which each pair is worked out once. */
function symmetric(size: number, of: (first: number, second: number) => number | null): (number | null)[][] {
  const matrix = Array.from({ length: size }, () => new Array<number | null>(size).fill(null));
  for (let first = 0; first < size; first++) {
    for (let second = first; second < size; second++) {
      matrix[first]![second] = matrix[second]![first] = of(first, second);
    }
  }
  return matrix;
}
