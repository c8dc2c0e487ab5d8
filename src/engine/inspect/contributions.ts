import type { Contributions, FeatureContribution } from '../../protocol/inspect.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { RoundModel } from './pastRound.ts';

/** An item's features, whole and with one part of them taken away at a time. */
export interface OccludedItem {
  /** Length d. */
  readonly whole: DenseMatrix['data'];
  /** What was taken away, in words for people. */
  readonly names: readonly string[];
  /** The item without each: names.length x d. */
  readonly without: DenseMatrix;
  /** What was left out, in words; empty for nothing. */
  readonly note: string;
}

/**
 * What pulls an item towards each class: by how much the class's decision value falls without a feature, else its
 * probability where the model gives no decision values. Where the model is linear and the feature is set to its mean,
 * that is weight x (value - mean). The strongest come first.
 */
export function contributionsOf(
  { fitted, definition }: RoundModel,
  { whole, names, without, note }: OccludedItem,
): Contributions {
  const { classCount } = fitted;
  const decide = definition.gives.includes('decisionValues')
    ? fitted.decisionValues?.bind(fitted)
    : undefined;
  const score = (rows: DenseMatrix): Float64Array => {
    if (decide === undefined) return fitted.probabilities(rows);
    return classCount === 2 ? bothClasses(decide(rows)) : decide(rows);
  };
  const before = score({ rows: 1, columns: whole.length, data: whole });
  const after = names.length === 0 ? new Float64Array(0) : score(without);
  const towards = Array.from({ length: classCount }, (_, label) =>
    names
      .map((feature, index): FeatureContribution => ({
        feature,
        contribution: before[label]! - after[index * classCount + label]!,
      }))
      // A class that was never labeled has no decision value: -Infinity, hence NaN.
      .filter(({ contribution }) => Number.isFinite(contribution) && contribution !== 0)
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
  );
  return { of: decide ? 'decision' : 'probability', towards, features: names.length, note };
}

/** n decision values, positive for class 1, as n x 2. */
function bothClasses(decisions: Float64Array): Float64Array {
  return Float64Array.from({ length: 2 * decisions.length }, (_, at) =>
    at % 2 === 1 ? decisions[at >> 1]! : -decisions[at >> 1]!,
  );
}
