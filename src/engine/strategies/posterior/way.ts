import type { FittedClassifier } from '../../models/classifier.ts';
import type { Rng } from '../../numeric/rng.ts';
import type { PoolView } from '../strategy.ts';

/** One way to draws from the posterior of a task model. */
export interface PosteriorWay {
  /** As the parameter `posterior` names it. */
  readonly id: string;
  /** What it is, in the words of the parameter's description. */
  readonly words: string;
  /** What a task model has to be for it; ends "… takes". */
  readonly takes: string;
  /** Whether the task model of the view can serve it. */
  serves(view: PoolView): boolean;
  /** Two classes are labeled. */
  members(view: PoolView, draws: Draws): FittedClassifier[];
}

export interface Draws {
  /** How many models. */
  readonly count: number;
  /** Networks of ensembles that draw from each; `count` at most. */
  readonly networks: number;
  readonly rng: Rng;
}
