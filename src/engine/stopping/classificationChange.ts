import { ofPairs } from './criterion.ts';
import type { StoppingCriterion } from './criterion.ts';

/**
 * Classification change: the share of unlabeled items whose predicted class differs between two successive models; stop
 * once none has changed twice in a row.
 */
export const classificationChange: StoppingCriterion = {
  id: 'classificationChange',
  reference:
    'Zhu, Wang and Hovy 2008, Multi-Criteria-Based Strategy to Stop Active Learning for Data Annotation.',
  bound: 'most',
  threshold: 0,
  window: 2,
  values: (checkpoints) =>
    ofPairs(checkpoints, (before, after) => {
      let items = 0;
      let changed = 0;
      after.open.forEach((open, index) => {
        if (open === 0) return;
        items++;
        if (before.predicted[index] !== after.predicted[index]) changed++;
      });
      return items === 0 ? null : changed / items;
    }),
};
