import { mapProbabilities } from './mapProbabilities.ts';
import type { ScoringStrategy } from './strategy.ts';

/** Margin, or breaking ties: -(p_1 - p_2) of the two most likely classes. */
export const margin: ScoringStrategy = {
  kind: 'scoring',
  id: 'margin',
  title: 'Margin',
  description: 'Items on which the two most likely classes are closest; a sound default.',
  reference:
    'Scheffer, Decomain and Wrobel 2001; Settles 2009, Active Learning Literature Survey, section 3.1.',
  needs: ['probabilities'],
  params: [],
  sampling: 'deterministic',
  utilities: (view) => mapProbabilities(view, negativeMargin),
};

/** -(p_1 - p_2) of the `classCount` probabilities from `start`. */
export function negativeMargin(probabilities: Float64Array, start: number, classCount: number): number {
  let first = 0;
  let second = 0;
  for (let index = start; index < start + classCount; index++) {
    const p = probabilities[index]!;
    if (p > first) {
      second = first;
      first = p;
    } else if (p > second) {
      second = p;
    }
  }
  return second - first;
}
