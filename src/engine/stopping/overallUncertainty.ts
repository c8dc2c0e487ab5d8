import { shannonEntropy } from '../strategies/entropy.ts';
import type { Checkpoint, StoppingCriterion } from './criterion.ts';

/**
 * Overall uncertainty: the mean entropy of the model's probabilities over unlabeled items, as a share of the largest
 * there can be, ln(classes); stop at 0.05. No value for models without probabilities.
 */
export const overallUncertainty: StoppingCriterion = {
  id: 'overallUncertainty',
  reference:
    'Zhu, Wang and Hovy 2008; Zhu, Wang, Hovy and Ma 2010, Confidence-Based Stopping Criteria for Active Learning for Data Annotation.',
  bound: 'most',
  threshold: 0.05,
  window: 1,
  values: (checkpoints, { classCount }) =>
    checkpoints.map((checkpoint) => meanEntropy(checkpoint, classCount)),
};

function meanEntropy({ probabilities, open }: Checkpoint, classCount: number): number | null {
  if (probabilities === null) return null;
  let items = 0;
  let sum = 0;
  open.forEach((isOpen, index) => {
    if (isOpen === 0) return;
    items++;
    sum += shannonEntropy(probabilities, index * classCount, classCount);
  });
  return items === 0 ? null : sum / items / Math.log(classCount);
}
