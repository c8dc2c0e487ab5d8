import { compareStrategies } from '../engine/inspect/compareStrategies.ts';
import { predictWith } from '../engine/inspect/pastRound.ts';
import { SCORE_QUANTILES } from '../protocol/inspect.ts';
import type { RankedRound } from './rankedRound.ts';

/** The first `top` items of each strategy side by side, as rows. Throws as `RankedRound` does. */
export function compareRound(
  round: RankedRound,
  strategies: readonly string[],
  top: number,
): ReturnType<typeof compareStrategies> {
  const { input, model } = round;
  return compareStrategies({
    rankings: strategies.map((strategy) => round.ranking(strategy)),
    top,
    shares: SCORE_QUANTILES,
    probabilityOf: (row) => {
      const told = model && predictWith(model, input.features, Int32Array.of(row));
      if (!told?.probabilities) return NaN;
      return told.probabilities[input.classCount === 2 ? 1 : told.predicted[0]!]!;
    },
  });
}
