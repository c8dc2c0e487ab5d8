import type { ItemExplanation, PredictionChanges, RowExplanation } from '../../protocol/inspect.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { RoundInput } from '../rounds/proposeBatch.ts';
import { shannonEntropy } from '../strategies/entropy.ts';
import { negativeMargin } from '../strategies/margin.ts';
import { contributionsOf } from './contributions.ts';
import type { OccludedItem } from './contributions.ts';
import { nearestLabeled } from './nearestLabeled.ts';
import { predictWith } from './pastRound.ts';
import type { RoundModel } from './pastRound.ts';
import type { StrategyRanking } from './strategyRankings.ts';

/** What was known, and of which items. */
export interface ExplainedInput extends Pick<RoundInput, 'labeledRows' | 'labels' | 'classCount'> {
  readonly features: DenseMatrix;
}

/** What explanations of all items of a round have in common. */
export interface ExplanationContext {
  readonly input: ExplainedInput;
  /** Null while there was none. */
  readonly model: RoundModel | null;
  /** The round's own first. */
  readonly rankings: readonly StrategyRanking[];
  /** Counts predictions that change; null while there is no model. */
  readonly changes: ((row: number) => PredictionChanges) | null;
  /** Labeled neighbours to name. */
  readonly neighbours: number;
}

/** Why the round ranked `row` where it did. `occluded` is null where its features have no names. */
export function explainItem(
  { input, model, rankings, changes, neighbours }: ExplanationContext,
  row: number,
  occluded: OccludedItem | null,
): RowExplanation {
  const told = model && predictWith(model, input.features, Int32Array.of(row));
  const probabilities = told?.probabilities ?? null;
  return {
    row,
    predicted: told?.predicted[0] ?? null,
    probabilities: probabilities && [...probabilities],
    entropy: probabilities && shannonEntropy(probabilities, 0, input.classCount),
    margin: probabilities && -negativeMargin(probabilities, 0, input.classCount),
    places: rankings.flatMap(({ strategy, output, placeOf }) => {
      const place = placeOf.get(row);
      if (place === undefined) return [];
      const score = output.scores[place]!;
      return [{ strategy, rank: place + 1, score: Number.isFinite(score) ? score : null }];
    }),
    neighbours: nearestLabeled(input.features, input, row, neighbours),
    contributions: model && occluded && contributionsOf(model, occluded),
    // What a label would change is asked of items that had none.
    changes: input.labeledRows.includes(row) ? null : (changes?.(row) ?? null),
    gain: gainOf(rankings[0], row),
    shares: [],
  };
}

function gainOf(own: StrategyRanking | undefined, row: number): ItemExplanation['gain'] {
  const place = own?.placeOf.get(row) ?? -1;
  const mean = own?.output.gains?.mean[place] ?? NaN;
  const deviation = own?.output.gains?.deviation[place] ?? NaN;
  return Number.isFinite(mean) && Number.isFinite(deviation) ? { mean, deviation } : null;
}
