import { kappaWithBounds } from '../metrics/cohenKappa.ts';
import { mostProbable } from '../models/predictRows.ts';
import { countLabels } from './confidentJoint.ts';
import type { JudgedLabels } from './confidentJoint.ts';

/** How well labels that a model did not see are predicted. */
export interface ModelSkill {
  /** Labels that are the most probable class, and how many the most frequent class would hit. */
  readonly right: number;
  readonly frequent: number;
  /** Whether they are predicted clearly better than by chance. */
  readonly isInformed: boolean;
}

/**
 * A model that has learned nothing suspects labels at random. That it has learned something shows in the agreement of
 * what it predicts with the labels: Cohen's kappa, which is 0 for chance and for always naming one class, is above 0
 * with its 95 % interval. The reverse does not hold: many wrong labels hide what was learned, and are ranked well all
 * the same. So this is a warning, no reason to show nothing. A score of the probabilities would warn more often: those
 * of a model that is too sure of itself are worse than the frequencies of the classes.
 */
export function modelSkill({ probabilities, labels, classCount }: JudgedLabels): ModelSkill {
  const predicted = mostProbable(probabilities, classCount);
  return {
    right: predicted.reduce((sum, label, place) => sum + (label === labels[place] ? 1 : 0), 0),
    frequent: Math.max(...countLabels(labels, classCount)),
    isInformed: kappaWithBounds(predicted, labels, classCount).low > 0,
  };
}
