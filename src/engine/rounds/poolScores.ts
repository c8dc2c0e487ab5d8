import type { Capability, FittedClassifier } from '../models/classifier.ts';
import { mostProbable, predictRows } from '../models/predictRows.ts';
import type { PoolView } from '../strategies/strategy.ts';
import { neededScores } from './neededScores.ts';

/** What a fitted model says about the candidates, computed once for strategy and suggestions. */
export interface PoolScores {
  /** What a strategy may see of it. */
  readonly shared: Pick<PoolView, 'probabilities' | 'decisionValues' | 'embeddings' | 'model' | 'fit'>;
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
  // Suggestions want probabilities wherever there are some, whatever the strategy needs.
  const others = needs.filter((need) => need !== 'probabilities');
  const shared = neededScores(
    view,
    model,
    gives.includes('probabilities') ? [...others, 'probabilities'] : others,
  );
  const { probabilities } = shared;
  if (probabilities === undefined) {
    const predicted = predictRows(model, features, candidates, signal);
    return { shared, predicted, confidence: new Float64Array(predicted.length).fill(NaN) };
  }
  const predicted = mostProbable(probabilities, classCount);
  const confidence = Float64Array.from(
    predicted,
    (label, index) => probabilities[index * classCount + label]!,
  );
  return { shared, predicted, confidence };
}
