import { createAdam } from '../neuralProcess/adam.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import { crossEntropies, crossEntropySlopes } from './crossEntropy.ts';
import { createPerceptron, runBackward, runForward } from './perceptron.ts';
import type { Perceptron } from './perceptron.ts';

/** Wang et al. 2025, section 4.1: FitNet is trained by itself first. */
export const FIRST_STEPS = 200;
/** Share of the loss in which every item counts the same, so that none is without weight. */
const FLOOR = 0.1;
/** Hidden units where the task model is not linear. */
const HIDDEN = [32] as const;

/** What an item of so much importance counts, of mean 1 as that is. */
export const floored = (importance: number): number => (importance + FLOOR) / (1 + FLOOR);

export interface LabeledRows {
  /** n x d, standardised. */
  readonly rows: DenseMatrix;
  readonly labels: Int32Array;
  readonly classCount: number;
}

/** FitNet on the labels outside of one fold, which says what the items of the fold cost it. */
export interface FitNet {
  /** One step on its training items; `importance` of each, length n, of mean 1; absent = all alike. */
  step(importance?: Float64Array): void;
  /** Cross-entropies of the items of its fold, in nats. */
  losses(): Float64Array;
}

export interface FitNetOptions {
  /** A softmax regression, as the task model is one; else a network with a hidden layer. */
  readonly isLinear: boolean;
  readonly rng: Rng;
}

/** `inside`: places of the fold's items; `outside`: of those that the net learns from. */
export function createFitNet(
  { rows, labels, classCount }: LabeledRows,
  { inside, outside }: { readonly inside: Int32Array; readonly outside: Int32Array },
  { isLinear, rng }: FitNetOptions,
): FitNet {
  const sizes = [rows.columns, ...(isLinear ? [] : HIDDEN), classCount];
  // A regression begins at 0, from where it goes to the same place whatever the seed.
  const net = createPerceptron(sizes, rng, isLinear ? 0 : 1);
  const adam = createAdam(net.parameters);
  const rate = isLinear ? 0.05 : 0.005;
  const training = { rows: gatherRows(rows, outside), labels: outside.map((place) => labels[place]!) };
  const held = { rows: gatherRows(rows, inside), labels: inside.map((place) => labels[place]!) };
  const equal = new Float64Array(outside.length).fill(1 / Math.max(1, outside.length));
  return {
    step(importance) {
      const each = importance?.map((own) => floored(own) * equal[0]!) ?? equal;
      adam.step(weightedGradient(net, training, each), rate);
    },
    losses: () => crossEntropies(runForward(net, held.rows).at(-1)!.data.slice(), held.labels),
  };
}

type Rows = Omit<LabeledRows, 'classCount'>;

/** Of the weighted cross-entropy with a penalty of 1/(2n) on the squared weights: logistic regression's with C = 1. */
function weightedGradient(net: Perceptron, { rows, labels }: Rows, weights: Float64Array): Float64Array {
  const activations = runForward(net, rows);
  const slopes = crossEntropySlopes(activations.at(-1)!.data.slice(), labels, weights);
  const gradient = runBackward(net, activations, { outputs: slopes });
  const penalty = 1 / Math.max(1, labels.length);
  for (let index = 0; index < gradient.length; index++) gradient[index]! += penalty * net.parameters[index]!;
  return gradient;
}
