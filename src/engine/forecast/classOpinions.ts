import type { Cancellation } from '../cancellation.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { logisticRegression } from '../models/logisticRegression.ts';
import { resolveParams } from '../models/params.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Fold, KnownLabels } from '../whatIf/labelFolds.ts';
import { poolExperts, stackExperts } from '../whatIf/stackExperts.ts';
import { kernelVotes } from './kernelVotes.ts';

export interface OpinionsInput {
  /** n x d, columns standardised. */
  readonly features: DenseMatrix;
  readonly classCount: number;
  readonly folds: readonly Fold[];
  /** What each queued label counts. */
  readonly weights: Float64Array;
}

type Expert = (known: KnownLabels, input: OpinionsInput, signal: Cancellation | undefined) => Float64Array;

/** Labeled neighbours within a kernel's width: a fine and a coarse view of shapes that are no planes. */
const NEIGHBOURS = [3, 10];

const experts: readonly Expert[] = [
  plane,
  ...NEIGHBOURS.map(
    (neighbours): Expert =>
      (known, { features, classCount }, signal) =>
        kernelVotes({ features, known, classCount, neighbours }, signal),
  ),
];

/**
 * For each fold, probabilities of the classes of every row of `features` (n x classCount, row-major), from the labels
 * outside the fold: a plane and two kernels, pooled by how well they predict the held labels of all folds (as
 * `whatIf/labelModel.ts` does with support-vector machines; a forecast has to be quicker). Throws CancelledError.
 */
export function classOpinions(input: OpinionsInput, signal?: Cancellation): readonly Float64Array[] {
  const { classCount, folds, weights } = input;
  const opinions = folds.map(({ known }) =>
    experts.map((expert) => {
      throwIfCancelled(signal);
      return expert(known, input, signal);
    }),
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

function plane(
  { rows, labels }: KnownLabels,
  { features, classCount }: OpinionsInput,
  signal: Cancellation | undefined,
): Float64Array {
  const [only] = labels;
  if (labels.every((label) => label === only)) {
    return Float64Array.from({ length: features.rows * classCount }, (_, at) =>
      at % classCount === only ? 1 : 0,
    );
  }
  const params = resolveParams(logisticRegression.params, {});
  return logisticRegression
    .fit({ features: gatherRows(features, rows), labels, classCount }, params, signal)
    .probabilities(features);
}

function ofRows(probabilities: Float64Array, classCount: number, rows: Int32Array): Float64Array {
  const out = new Float64Array(rows.length * classCount);
  rows.forEach((row, index) =>
    out.set(probabilities.subarray(row * classCount, (row + 1) * classCount), index * classCount),
  );
  return out;
}
