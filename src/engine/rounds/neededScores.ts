import type { Capability, FittedClassifier } from '../models/classifier.ts';
import { embedRows } from '../models/embedRows.ts';
import { scoreRows } from '../models/scoreRows.ts';
import { mapRows } from '../numeric/mapRows.ts';
import type { PoolView } from '../strategies/strategy.ts';

/** What `needs` asks of a fitted model about the pool. Throws CancelledError when the view's signal is aborted. */
export function neededScores(
  { features, candidates, signal }: PoolView,
  model: FittedClassifier,
  needs: readonly Capability[],
): Pick<PoolView, 'probabilities' | 'decisionValues' | 'embeddings'> {
  const decide = model.decisionValues?.bind(model);
  const embed = model.embeddings?.bind(model);
  return {
    ...(needs.includes('decisionValues') &&
      decide !== undefined && { decisionValues: mapRows(features, candidates, decide, signal) }),
    ...(needs.includes('probabilities') && {
      probabilities: scoreRows(model, features, candidates, signal),
    }),
    ...(needs.includes('embeddings') &&
      embed !== undefined && { embeddings: embedRows(features, embed, signal) }),
  };
}
