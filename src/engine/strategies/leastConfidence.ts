import { mapProbabilities } from './mapProbabilities.ts';
import type { ScoringStrategy } from './strategy.ts';

/** Least confidence: 1 - max_c p_c. */
export const leastConfidence: ScoringStrategy = {
  kind: 'scoring',
  id: 'leastConfidence',
  title: 'Least confidence',
  description: 'Items whose most likely class still has a low probability.',
  reference:
    'Lewis and Gale 1994; Culotta and McCallum 2005; Settles 2009, Active Learning Literature Survey, section 3.1.',
  needs: ['probabilities'],
  params: [],
  sampling: 'deterministic',
  utilities: (view) => mapProbabilities(view, doubt),
};

/** 1 - max p of the `classCount` probabilities from `start`. */
export function doubt(probabilities: Float64Array, start: number, classCount: number): number {
  let highest = 0;
  for (let index = start; index < start + classCount; index++) {
    highest = Math.max(highest, probabilities[index]!);
  }
  return 1 - highest;
}
