import type { PoolView, ScoringStrategy } from './strategy.ts';

/**
 * F-score, or simple margin: -|f(x)| for two classes, -min_c |f_c(x)| over one-vs-rest decision values for more
 * (Bakker et al. 2023 report that the latter is weak with many classes).
 */
export const fScore: ScoringStrategy = {
  kind: 'scoring',
  id: 'fScore',
  title: 'Nearest to the boundary',
  description: 'Items closest to a decision boundary of the model; the classic for support-vector machines.',
  reference:
    'Tong and Koller 2001, Support Vector Machine Active Learning, section 4.1; FScore of Bakker et al. 2023.',
  needs: ['decisionValues'],
  params: [],
  sampling: 'deterministic',
  utilities: nearness,
};

function nearness({ candidates, decisionValues }: PoolView): Float64Array {
  if (decisionValues === undefined) {
    throw new RangeError('This query strategy needs the decision values of every candidate.');
  }
  const columns = decisionValues.length / Math.max(1, candidates.length);
  const utilities = new Float64Array(candidates.length).fill(-Infinity);
  for (let index = 0; index < decisionValues.length; index++) {
    const row = Math.floor(index / columns);
    utilities[row] = Math.max(utilities[row]!, -Math.abs(decisionValues[index]!));
  }
  return utilities;
}
