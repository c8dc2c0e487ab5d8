import type { ParamInfo } from '../../protocol/engine.ts';
import type { Cancellation } from '../cancellation.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';

/** What a task model can give; strategies name the ones they need. */
export type Capability = 'probabilities' | 'decisionValues' | 'embeddings' | 'posteriorSamples' | 'gradients';

export type ParamValues = Readonly<Record<string, number | string | boolean>>;

export interface TrainingSet {
  /** n x d. */
  readonly features: DenseMatrix;
  /** Class indices, length n, in [0, classCount). */
  readonly labels: Int32Array;
  /** Positive, length n; absent = all 1. */
  readonly weights?: Float64Array;
  readonly classCount: number;
}

/** A fitted task model. */
export interface FittedClassifier {
  readonly classCount: number;
  /**
   * Class probabilities of the rows of `features` (n x d), row-major n x classCount, each row summing to 1. Classes
   * that the training set did not hold get probability 0.
   */
  probabilities(features: DenseMatrix): Float64Array;
}

/** A task model that the registry offers. */
export interface ClassifierDefinition {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly reference: string;
  readonly gives: readonly Capability[];
  readonly params: readonly ParamInfo[];
  /** Throws RangeError when fewer than two classes are present. Deterministic. */
  fit(training: TrainingSet, params: ParamValues, signal?: Cancellation): FittedClassifier;
}
