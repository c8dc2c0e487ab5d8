import type { Capability, FittedClassifier } from '../models/classifier.ts';
import { mostProbable, predictRows } from '../models/predictRows.ts';
import { scoreRows } from '../models/scoreRows.ts';
import { mapRows } from '../numeric/mapRows.ts';
import type { PoolView } from '../strategies/strategy.ts';

/** What a fitted model says about the candidates, computed once for strategy and suggestions. */
export interface PoolScores {
  /** What a strategy may see of it. */
  readonly shared: Pick<PoolView, 'probabilities' | 'decisionValues' | 'model' | 'fit'>;
  /** Aligned with the candidates. */
  readonly predicted: Int32Array;
  /** Probability of the predicted class, aligned with the candidates; NaN where the model gives none. */
  readonly confidence: Float64Array;
}

interface Wanted {
  readonly gives: readonly Capability[];
  readonly needs: readonly Capability[];
}

/** Throws CancelledError when the view's signal is aborted. */
export function scorePool(view: PoolView, model: FittedClassifier, { gives, needs }: Wanted): PoolScores {
  const { features, candidates, classCount, signal } = view;
  const decide = model.decisionValues?.bind(model);
  const decisionValues =
    needs.includes('decisionValues') && decide !== undefined
      ? mapRows(features, candidates, decide, signal)
      : undefined;
  const decided = decisionValues && { decisionValues };
  if (!gives.includes('probabilities')) {
    const predicted = predictRows(model, features, candidates, signal);
    return { shared: { ...decided }, predicted, confidence: new Float64Array(predicted.length).fill(NaN) };
  }
  const probabilities = scoreRows(model, features, candidates, signal);
  const predicted = mostProbable(probabilities, classCount);
  const confidence = Float64Array.from(
    predicted,
    (label, index) => probabilities[index * classCount + label]!,
  );
  return { shared: { ...decided, probabilities }, predicted, confidence };
}
