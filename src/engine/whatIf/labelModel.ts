import type { Cancellation } from '../cancellation.ts';
import type { FittedClassifier, TrainingSet } from '../models/classifier.ts';
import { logisticRegression } from '../models/logisticRegression.ts';
import { resolveParams } from '../models/params.ts';
import { svc } from '../models/svc.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Fold, KnownLabels } from './labelFolds.ts';
import { poolExperts, stackExperts } from './stackExperts.ts';

interface Expert {
  /** It learns from at most so many labels. */
  readonly most: number;
  readonly fit: (training: TrainingSet, signal?: Cancellation) => FittedClassifier;
}

const logistic: Expert = {
  most: Infinity,
  fit: (training, signal) =>
    logisticRegression.fit(training, resolveParams(logisticRegression.params, {}), signal),
};

/** `width`: of the kernel, as a multiple of the usual one. The time grows with the square of the labels. */
const smooth = (width: number, C: number): Expert => ({
  most: 1000,
  fit(training, signal) {
    const gamma = String(1 / (width * training.features.columns));
    return svc.fit(training, resolveParams(svc.params, { probability: true, C, gamma }), signal);
  },
});

/** A plane; any smooth shape; and a shape of few bends, which goes on where there are no labels. */
const experts: readonly Expert[] = [logistic, smooth(1, 1), smooth(10, 10)];

export interface LabelModelInput {
  /** n x d, columns standardised. */
  readonly features: DenseMatrix;
  readonly classCount: number;
  readonly folds: readonly Fold[];
  /** What each queued label counts. */
  readonly weights: Float64Array;
}

/**
 * For each fold, probabilities of the classes of every row of `features` (n x classCount, row-major), from the labels
 * outside the fold. Several experts are pooled, whatever the project's model; how much each counts is what predicts the
 * held labels of all folds best. They must see more than the project's model does: what a linear model cannot express
 * makes up much of the difference between strategies, and so do items far from all others.
 */
export function imagineClasses(input: LabelModelInput, signal?: Cancellation): readonly Float64Array[] {
  const { features, classCount, folds, weights } = input;
  const opinions = folds.map(({ known }) =>
    experts.map((expert) => opinionOf(expert, { features, known, classCount }, signal)),
  );
  const exponents = stackExperts(
    folds.map(({ places, held }, fold) => ({
      labels: held.labels,
      weights: Float64Array.from(places, (place) => weights[place]!),
      opinions: opinions[fold]!.map((opinion) => ofRows(opinion, classCount, held.rows)),
    })),
    classCount,
  );
  return opinions.map((each) => poolExperts(each, exponents, classCount));
}

interface OpinionInput {
  readonly features: DenseMatrix;
  readonly known: KnownLabels;
  readonly classCount: number;
}

function opinionOf(
  expert: Expert,
  { features, known, classCount }: OpinionInput,
  signal?: Cancellation,
): Float64Array {
  const taken = thinned(known.rows.length, expert.most);
  const rows = taken.map((place) => known.rows[place]!);
  const labels = taken.map((place) => known.labels[place]!);
  const [only] = labels;
  if (labels.every((label) => label === only)) {
    return Float64Array.from({ length: features.rows * classCount }, (_, at) =>
      at % classCount === only ? 1 : 0,
    );
  }
  return expert
    .fit({ features: gatherRows(features, rows), labels, classCount }, signal)
    .probabilities(features);
}

/** At most `most` of the places 0 to count - 1, evenly spaced. */
function thinned(count: number, most: number): Int32Array {
  const size = Math.min(count, most);
  return Int32Array.from({ length: size }, (_, index) => Math.floor((index * count) / size));
}

function ofRows(probabilities: Float64Array, classCount: number, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length * classCount);
  rows.forEach((row, index) =>
    out.set(probabilities.subarray(row * classCount, (row + 1) * classCount), index * classCount),
  );
  return out;
}
