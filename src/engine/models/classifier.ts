import type { ParamInfo } from '../../protocol/engine.ts';
import type { ModelMemory } from '../../protocol/round.ts';
import type { Cancellation } from '../cancellation.ts';
import type { TrainingListeners } from '../networks/networkRunner.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';

/** What a task model can give; strategies name the ones they need. */
export type Capability =
  | 'probabilities'
  | 'decisionValues'
  | 'embeddings'
  | 'posteriorSamples'
  | 'gradients'
  /** Of models that pass over the training set many times: `checkpoints`, `lossPredictor`. */
  | 'trainingEpochs';

export type ParamValues = Readonly<Record<string, number | string | boolean>>;

export interface TrainingSet {
  /** n x d. */
  readonly features: DenseMatrix;
  /** Class indices, length n, in [0, classCount). */
  readonly labels: Int32Array;
  /** Positive, length n; absent = all 1. */
  readonly weights?: Float64Array;
  readonly classCount: number;
  /** Of models that draw; absent = 0. */
  readonly seed?: number;
  /** `memory` of an earlier fit, for models that can go on from it; one that does not fit is passed over. */
  readonly start?: ModelMemory;
}

/** One labeled point. */
export interface LabeledPoint {
  /** Length d. */
  readonly features: ArrayLike<number>;
  readonly label: number;
  /** Default 1. */
  readonly weight?: number;
}

/** Gradients of the training loss of single items. */
export interface LossGradients {
  /** Parameters of the model. */
  readonly columns: number;
  /** n x columns, row-major. */
  readonly data: Float64Array;
}

/** Ways to posterior samples that are trainings of the model's own. */
export type TrainedPosterior = 'snapshots' | 'diverse' | 'splitHead' | 'bayes';

/** So many draws from a posterior. Throws CancelledError when the fit's signal is aborted. */
export type PosteriorSampling = (count: number, rng: Rng) => FittedClassifier[];

/**
 * A fitted task model. What is optional is there when the definition's `gives` says so: `decisionValues`, `embeddings`,
 * `gradients` (lossGradients), `trainingEpochs` (checkpoints, lossPredictor).
 */
export interface FittedClassifier {
  readonly classCount: number;
  /**
   * Decision values of the rows of `features` (n x d): n values for two classes, positive for class 1; else row-major n
   * x classCount, the largest for the class predicted but for ties, -Infinity for classes the training set did not hold.
   */
  decisionValues?(features: DenseMatrix): Float64Array;
  /** The predicted class of each row; absent = the most probable one. */
  predict?(features: DenseMatrix): Int32Array;
  /** The model that the training set with one more point gives, as exact as this one. Throws CancelledError. */
  refit?(point: LabeledPoint, signal?: Cancellation): FittedClassifier;
  /** Gradient of each row's loss, were `labels` their classes, with respect to the parameters; no penalty. */
  lossGradients?(features: DenseMatrix, labels: Int32Array): LossGradients;
  /**
   * Class probabilities of the rows of `features` (n x d), row-major n x classCount, each row summing to 1. Classes
   * that the training set did not hold get probability 0.
   */
  probabilities(features: DenseMatrix): Float64Array;
  /** A draw from the posterior of models that do as well on the training set; of models that have one at little cost. */
  drawn?(rng: Rng): FittedClassifier;
  /** Other ways to such draws, which train on the same training set; those that the model has. */
  readonly posterior?: Readonly<Partial<Record<TrainedPosterior, PosteriorSampling>>>;
  /** The model along another training on the same training set: after some `count` of its epochs, evenly spread. */
  checkpoints?(count: number, rng: Rng): FittedClassifier[];
  /**
   * What another training on the same training set teaches of its own losses: gives each row of `features` (n x d) a
   * number that is higher where the loss is. Its unit means nothing.
   */
  lossPredictor?(rng: Rng): (features: DenseMatrix) => Float64Array;
  /** What the model makes of the rows of `features` before it decides: n x a number of columns of its own. */
  embeddings?(features: DenseMatrix): DenseMatrix;
  /** Of models that can go on from it. */
  readonly memory?: ModelMemory;
}

/** A task model that the registry offers. */
export interface ClassifierDefinition {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly reference: string;
  readonly gives: readonly Capability[];
  /** What it gives besides when a boolean parameter is on: the capability and the parameter's name. */
  readonly givesIf?: Readonly<Partial<Record<Capability, string>>>;
  readonly params: readonly ParamInfo[];
  /** What the features have to be; absent = any numbers. `pixels`: of square images (imageShape.ts). */
  readonly input?: 'pixels';
  /** Trained by many small steps: slow, and `fit` throws NetworksMissingError where nobody was provided to compute it. */
  readonly isNetwork?: true;
  /**
   * Throws RangeError when fewer than two classes are present. Deterministic. `listeners` hear of networks' training only.
   */
  fit(
    training: TrainingSet,
    params: ParamValues,
    signal?: Cancellation,
    listeners?: TrainingListeners,
  ): FittedClassifier;
}
