/** The first number of labels at which a curve is at least `score`, between two counts on the line over ln n. */
export function firstReached(
  counts: readonly number[],
  curve: ArrayLike<number>,
  score: number,
): number | null {
  for (let index = 0; index < counts.length; index++) {
    if (curve[index]! < score) continue;
    if (index === 0) return counts[0]!;
    const before = curve[index - 1]!;
    const share = (score - before) / (curve[index]! - before);
    return counts[index - 1]! * (counts[index]! / counts[index - 1]!) ** share;
  }
  return null;
}

/** Amounts that are still needed, as draws tell; null = more than there is. */
export interface NeededInterval {
  readonly median: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * An interval that holds a share `level` of the draws, which are 0 where nothing more is needed and infinite where
 * nothing suffices. Its tails are alike; but where more draws than a tail holds are 0, or infinite, that end is open and
 * the other tail has all that may be missed. Where both ends are open it says nothing.
 */
export function neededInterval(draws: readonly number[], level: number): NeededInterval {
  const sorted = [...draws].sort((a, b) => a - b);
  const tail = (1 - level) / 2;
  const openLow = shareOf(sorted, 0) > tail;
  const openHigh = shareOf(sorted, Infinity) > tail;
  const at = (quantile: number): number | null => {
    // 0.05 x 100 may come out a little below 5.
    const place = Math.min(sorted.length - 1, Math.floor(quantile * sorted.length + 1e-9));
    const found = sorted[place]!;
    return found === Infinity ? null : found;
  };
  return {
    median: at(0.5),
    low: openLow ? 0 : at(openHigh ? 2 * tail : tail),
    high: openHigh ? null : at(1 - (openLow ? 2 * tail : tail)),
  };
}

export const shareOf = (draws: readonly number[], value: number): number =>
  draws.filter((draw) => draw === value).length / draws.length;
