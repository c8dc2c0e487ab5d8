import type { Rng } from '../numeric/rng.ts';
import { confidentJoint, countLabels } from './confidentJoint.ts';
import type { ConfidentJoint } from './confidentJoint.ts';
import { modelSkill } from './modelSkill.ts';
import type { ModelSkill } from './modelSkill.ts';
import { outOfSampleProbabilities } from './outOfSample.ts';
import type { OutOfSampleInput } from './outOfSample.ts';
import { bestOthers, pruneLabels, selfConfidence } from './pruneLabels.ts';
import type { PruningRule } from './pruneLabels.ts';

/** A class with fewer labels is not judged: what a model says of it after learning from four fifths of them is chance. */
export const FEWEST_PER_CLASS = 20;

const FOLDS = 5;

export interface ConfidentLearningInput extends Omit<OutOfSampleInput, 'folds'> {
  readonly rule: PruningRule;
}

/** What confident learning says of some labels; matrices are over `classes`, as ConfidentJoint says. */
export interface LabelVerdict extends ConfidentJoint, ModelSkill {
  /** The classes that were judged, ascending; the others have too few labels. */
  readonly classes: Int32Array;
  /** Places of the judged labels among the given ones. */
  readonly places: Int32Array;
  /** Out-of-sample probability of each judged label. */
  readonly confidence: Float64Array;
  /** Class that is most probable besides the given one, and its probability. */
  readonly other: Int32Array;
  readonly otherConfidence: Float64Array;
  /** 1 where the label is probably wrong. */
  readonly wrong: Uint8Array;
}

/**
 * Which labels are probably wrong. Labels of classes with too few of them are neither judged nor learned from; null
 * where fewer than two classes are left. Throws CancelledError.
 */
export function confidentLearning(input: ConfidentLearningInput, rng: Rng): LabelVerdict | null {
  const { rows, labels, classCount, rule } = input;
  const counts = countLabels(labels, classCount);
  const classes = Int32Array.from(counts.keys()).filter((label) => counts[label]! >= FEWEST_PER_CLASS);
  if (classes.length < 2) return null;
  const places = Int32Array.from(labels.keys()).filter(
    (place) => counts[labels[place]!]! >= FEWEST_PER_CLASS,
  );
  const own = {
    labels: places.map((place) => classes.indexOf(labels[place]!)),
    classCount: classes.length,
  };
  const probabilities = outOfSampleProbabilities(
    { ...input, ...own, rows: places.map((place) => rows[place]!), folds: FOLDS },
    rng,
  );
  const judged = { ...own, probabilities };
  const joint = confidentJoint(judged);
  const others = bestOthers(judged);
  return {
    ...joint,
    ...modelSkill(judged),
    classes,
    places,
    confidence: selfConfidence(judged),
    other: others.map((other) => classes[other]!),
    otherConfidence: Float64Array.from(
      others,
      (other, place) => probabilities[place * classes.length + other]!,
    ),
    wrong: pruneLabels(judged, joint.joint, rule),
  };
}
