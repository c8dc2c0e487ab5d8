import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import type { FittedClassifier, TrainingSet } from '../models/classifier.ts';
import { scoreRows } from '../models/scoreRows.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { stratifiedFolds } from '../numeric/stratifiedFolds.ts';

export interface OutOfSampleInput {
  readonly features: DenseMatrix;
  /** The labeled rows of `features`, length n. */
  readonly rows: Int32Array;
  /** Length n; every class occurs at least twice. */
  readonly labels: Int32Array;
  readonly classCount: number;
  /** Fits the task model with the project's settings; it must give probabilities. */
  readonly fit: (training: TrainingSet) => FittedClassifier;
  readonly folds: number;
  readonly signal?: Cancellation | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * Class probabilities of each labeled row, n x classCount row-major, by a model that did not see this row's label:
 * stratified cross-validation. Throws CancelledError.
 */
export function outOfSampleProbabilities(input: OutOfSampleInput, rng: Rng): Float64Array {
  const { features, rows, labels, classCount, fit, folds, signal, onProgress } = input;
  const foldOf = stratifiedFolds(labels, folds, rng);
  const places = Int32Array.from(rows.keys());
  const probabilities = new Float64Array(rows.length * classCount);
  for (let fold = 0; fold < folds; fold++) {
    throwIfCancelled(signal);
    const held = places.filter((place) => foldOf[place] === fold);
    const kept = places.filter((place) => foldOf[place] !== fold);
    const model = fit({
      features: gatherRows(
        features,
        kept.map((place) => rows[place]!),
      ),
      labels: kept.map((place) => labels[place]!),
      classCount,
    });
    const heldRows = held.map((place) => rows[place]!);
    const scored = scoreRows(model, features, heldRows, signal);
    held.forEach((place, index) =>
      probabilities.set(scored.subarray(index * classCount, (index + 1) * classCount), place * classCount),
    );
    onProgress?.((fold + 1) / folds);
  }
  return probabilities;
}
