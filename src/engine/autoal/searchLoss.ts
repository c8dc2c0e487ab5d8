import { logistic } from '../numeric/logistic.ts';
import { softmaxRow } from '../numeric/softmaxRow.ts';

/** Scale of the relaxed choice, Wang et al. 2025, equation 6. */
const LAMBDA = 2;
/** How much the number of chosen items and the spread of weights count beside the losses. */
const REGULARISER = 0.1;
const SPREAD = 1e-3;
/** Where a candidate's soft choice turns from no to yes. */
const HALF = 0.5;

/** n items and the choices of K candidates among them. */
export interface Choices {
  /** K. */
  readonly candidates: number;
  /** n x K row-major, 0 to 1: how much each candidate would choose the item. */
  readonly softNK: Float64Array;
}

export interface SearchBatch extends Choices {
  /** Losses of the items, length n, of mean 0 and deviation 1. */
  readonly losses: Float64Array;
  /** How many items should be chosen. */
  readonly target: number;
}

/** Where the gate of equation 9 opens. */
export interface Gate {
  /** In deviations of the items' votes. */
  readonly threshold: number;
  /** How soft it is. */
  readonly temperature: number;
}

/** How the K candidates vote on n items, by the search network's logits (n x K row-major). */
export interface ChoiceVotes {
  /** n x K: softmax over the candidates. */
  readonly weightsNK: Float64Array;
  /** n x K: what each candidate contributes to the relaxed choice of an item, equations 5 and 6; its sum is S̄. */
  readonly contributionsNK: Float64Array;
}

/** S̄_x = sum over k of lambda sigmoid(Theta_kx) W_kx (S_kx - 1/2), by its terms. */
export function voteOnChoices(logitsNK: Float64Array, { candidates, softNK }: Choices): ChoiceVotes {
  const weightsNK = logitsNK.slice();
  for (let row = 0; row < softNK.length / candidates; row++) softmaxRow(weightsNK, row, candidates);
  const contributionsNK = softNK.map(
    (soft, index) => LAMBDA * logistic(logitsNK[index]!) * weightsNK[index]! * (soft - HALF),
  );
  return { weightsNK, contributionsNK };
}

/** Standardised votes u_x = sum over k of W_kx S_kx, which the gate looks at; all 0 where they do not differ. */
export function standardisedVotes(weightsNK: Float64Array, { candidates, softNK }: Choices): Votes {
  const raw = new Float64Array(softNK.length / candidates);
  softNK.forEach((soft, index) => (raw[Math.floor(index / candidates)]! += weightsNK[index]! * soft));
  const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length;
  const deviation = Math.sqrt(raw.reduce((sum, value) => sum + (value - mean) ** 2, 0) / raw.length);
  const isFlat = deviation < 1e-9;
  return {
    raw,
    standard: raw.map((value) => (isFlat ? 0 : (value - mean) / deviation)),
    deviation: isFlat ? Infinity : deviation,
  };
}

interface Votes {
  readonly raw: Float64Array;
  readonly standard: Float64Array;
  /** Infinity where the votes do not differ: then nothing moves them. */
  readonly deviation: number;
}

export interface SearchLoss {
  readonly loss: number;
  /** Derivatives by the logits, n x K. */
  readonly slopesNK: Float64Array;
  /** How much each item is chosen, 0 to 1, length n. */
  readonly gates: Float64Array;
}

/**
 * The loss of the search network, Wang et al. 2025, equation 8, as algorithm and paper mean it: minus the mean of S̄ times
 * the items' losses; plus a penalty of the number of chosen items, tanh(|alpha - target| / 4)^2, which unlike that of the
 * released code has a gradient; plus the divergence of the mean weights from equal ones, lest a candidate dies early.
 */
export function searchLoss(logitsNK: Float64Array, batch: SearchBatch, gate: Gate): SearchLoss {
  const { candidates, softNK, losses, target } = batch;
  const rows = losses.length;
  const { weightsNK, contributionsNK } = voteOnChoices(logitsNK, batch);
  const votes = standardisedVotes(weightsNK, batch);
  const gates = votes.standard.map((vote) => logistic((vote - gate.threshold) / gate.temperature));
  const excess = Math.tanh((gates.reduce((sum, value) => sum + value, 0) - target) / 4);
  const spread = divergence(weightsNK, candidates);
  let loss = REGULARISER * excess ** 2 + SPREAD * spread.value;
  contributionsNK.forEach((part, index) => (loss -= (part * losses[Math.floor(index / candidates)]!) / rows));

  const countSlope = REGULARISER * 2 * excess * (1 - excess ** 2) * 0.25;
  const gateSlopes = gates.map((value) => (countSlope * value * (1 - value)) / gate.temperature);
  const voteSlopes = throughStandardising(gateSlopes, votes);
  const slopesNK = new Float64Array(logitsNK.length);
  for (let row = 0; row < rows; row++) {
    const start = row * candidates;
    let [choice, spreading] = [0, 0];
    for (let k = 0; k < candidates; k++) {
      choice += contributionsNK[start + k]!;
      spreading += weightsNK[start + k]! * spread.slopes[k]!;
    }
    for (let k = 0; k < candidates; k++) {
      const at = start + k;
      const weight = weightsNK[at]!;
      // d S̄ / d Theta_j: by the sigmoid of its own, and by the weights of all.
      const byChoice =
        contributionsNK[at]! * (1 - logistic(logitsNK[at]!)) + contributionsNK[at]! - weight * choice;
      slopesNK[at] =
        (-byChoice * losses[row]!) / rows +
        voteSlopes[row]! * weight * (softNK[at]! - votes.raw[row]!) +
        (SPREAD * weight * (spread.slopes[k]! - spreading)) / rows;
    }
  }
  return { loss, slopesNK, gates };
}

/** Derivatives by the raw votes from those by the standardised ones. */
function throughStandardising(slopes: Float64Array, { standard, deviation }: Votes): Float64Array {
  const count = slopes.length;
  const mean = slopes.reduce((sum, slope) => sum + slope, 0) / count;
  const along = slopes.reduce((sum, slope, row) => sum + slope * standard[row]!, 0) / count;
  return slopes.map((slope, row) => (slope - mean - standard[row]! * along) / deviation);
}

/** Kullback-Leibler divergence of the mean weights from equal ones, and its derivatives by the mean weights. */
function divergence(
  weightsNK: Float64Array,
  candidates: number,
): { readonly value: number; readonly slopes: Float64Array } {
  const means = meanWeights(weightsNK, candidates);
  const logs = means.map((mean) => Math.log(Math.max(mean * candidates, 1e-300)));
  return {
    value: means.reduce((sum, mean, k) => sum + mean * logs[k]!, 0),
    slopes: logs.map((log) => log + 1),
  };
}

/** Mean over the items, length K. */
export function meanWeights(weightsNK: Float64Array, candidates: number): Float64Array {
  const sums = new Float64Array(candidates);
  weightsNK.forEach((weight, index) => (sums[index % candidates]! += weight));
  return sums.map((sum) => sum / (weightsNK.length / candidates));
}

/** Losses of mean 0 and deviation 1, cut off at 3 deviations so that a few wrong labels do not rule; 0 where all are equal. */
export function standardisedLosses(losses: Float64Array): Float64Array {
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, losses.length);
  const deviation = Math.sqrt(
    losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0) / Math.max(1, losses.length),
  );
  return losses.map((loss) => (deviation < 1e-12 ? 0 : Math.max(-3, Math.min(3, (loss - mean) / deviation))));
}
