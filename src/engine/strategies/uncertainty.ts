import { margin } from './margin.ts';
import type { ScoringStrategy } from './strategy.ts';

/** Uncertainty sampling under its plain name: the margin. With two classes, entropy and confidence rank the same. */
export const uncertainty: ScoringStrategy = {
  ...margin,
  id: 'uncertainty',
  title: 'Uncertainty',
  description: 'Items the model is least sure of: the same as Margin, under its usual name.',
  reference: 'Lewis and Gale 1994, A Sequential Algorithm for Training Text Classifiers; by margin.',
};
