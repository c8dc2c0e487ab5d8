import { createAdam } from '../neuralProcess/adam.ts';
import { accumulateRows } from '../numeric/accumulateRows.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { softmaxRow } from '../numeric/softmaxRow.ts';
import type { BatchNetwork, DenseNetwork } from './denseNetwork.ts';
import { shannonEntropy } from './entropy.ts';
import { deceptionLoss, deceptionSlopes, likeLabeled, shareOf } from './labeledDiscriminator.ts';
import type { SideBatch } from './sideBatches.ts';

/** Temperature of the cosine classifier and weight of the entropy, as Saito et al. 2019 have them (section 4). */
const [TEMPERATURE, ENTROPY_WEIGHT] = [0.05, 0.1];

/** An encoder to vectors of length 1, and a classifier by their products with one prototype a class. */
export interface MinimaxNetwork {
  readonly encoder: BatchNetwork;
  readonly latent: number;
  readonly classCount: number;
  /** classCount x latent. */
  readonly prototypes: Float64Array;
  readonly prototypeGradient: Float64Array;
  step(rate: number): void;
}

export interface MinimaxOutputs {
  /** n x latent, each of length 1. */
  readonly codes: Float64Array;
  /** n x classCount. */
  readonly probabilities: Float64Array;
}

/** `encoder` gives `latent` numbers a row, of any length. */
export function createMinimaxNetwork(
  encoder: BatchNetwork,
  { latent, classCount }: Pick<MinimaxNetwork, 'latent' | 'classCount'>,
  rng: Rng,
): MinimaxNetwork {
  const draws = rng.fork('prototypes');
  const prototypes = Float64Array.from(
    { length: classCount * latent },
    () => draws.normal() / Math.sqrt(latent),
  );
  const prototypeGradient = new Float64Array(prototypes.length);
  const adam = createAdam(prototypes);
  return {
    encoder,
    latent,
    classCount,
    prototypes,
    prototypeGradient,
    step(rate) {
      encoder.step(rate);
      adam.step(prototypeGradient, rate);
      prototypeGradient.fill(0);
    },
  };
}

export const minimaxOutputs = (network: MinimaxNetwork, values: Float64Array): MinimaxOutputs =>
  decide(network, unitCodes(network.encoder.forward(values).at(-1)!, network.latent).codes);

function decide({ latent, classCount, prototypes }: MinimaxNetwork, codes: Float64Array): MinimaxOutputs {
  const rows = codes.length / latent;
  const probabilities = new Float64Array(rows * classCount);
  multiplyRows({ rows, columns: latent, data: codes }, prototypes, probabilities);
  for (let index = 0; index < probabilities.length; index++) probabilities[index]! /= TEMPERATURE;
  for (let row = 0; row < rows; row++) softmaxRow(probabilities, row, classCount);
  return { codes, probabilities };
}

/** A batch whose labeled rows, the first, have these classes. */
export type ClassedBatch = Omit<SideBatch, 'places'> & { readonly classes: Int32Array };

/**
 * Both minimise the mean cross-entropy of the labeled rows. The classifier maximises 0.1 times the mean entropy of the
 * rows of the pool, the encoder minimises it, and deceives the discriminator (Ebrahimi et al. 2020). Returns what each
 * minimises and adds its gradient.
 */
export function learnMinimax(
  network: MinimaxNetwork,
  discriminator: DenseNetwork,
  batch: ClassedBatch,
): { readonly encoderLoss: number; readonly classifierLoss: number } {
  const { encoder, latent, classCount, prototypes, prototypeGradient } = network;
  const { labeled, values } = batch;
  const trace = encoder.forward(values);
  const { codes, lengths } = unitCodes(trace.at(-1)!, latent);
  const { probabilities } = decide(network, codes);
  const { crossEntropy, entropy, fit, doubt } = slopesByLogit(probabilities, classCount, batch);
  const rows = lengths.length;
  const scaled = (sign: number) =>
    fit.map((slope, index) => (slope + sign * ENTROPY_WEIGHT * doubt[index]!) / TEMPERATURE);
  accumulateRows({ rows, columns: latent, data: codes }, scaled(-1), prototypeGradient);
  const byCode = deceptionSlopes(discriminator, codes, batch);
  const slopes = scaled(1);
  for (let row = 0; row < rows; row++) {
    for (let label = 0; label < classCount; label++) {
      const slope = slopes[row * classCount + label]!;
      for (let index = 0; index < latent; index++)
        byCode[row * latent + index]! += slope * prototypes[label * latent + index]!;
    }
  }
  encoder.backward(trace, throughLength(byCode, codes, lengths), 'gradient');
  const like = likeLabeled(discriminator, codes);
  return {
    encoderLoss:
      crossEntropy +
      ENTROPY_WEIGHT * entropy +
      deceptionLoss(like.subarray(0, labeled), like.subarray(labeled)),
    classifierLoss: crossEntropy - ENTROPY_WEIGHT * entropy,
  };
}

/** Slopes of the cross-entropy (`fit`) and of the entropy (`doubt`) by the logits, n x classCount each. */
function slopesByLogit(probabilities: Float64Array, classCount: number, batch: ClassedBatch) {
  const fit = new Float64Array(probabilities.length);
  const doubt = new Float64Array(probabilities.length);
  let crossEntropy = 0;
  let entropy = 0;
  for (let row = 0; row < batch.labeled + batch.pool; row++) {
    const share = shareOf(batch, row);
    const start = row * classCount;
    const own = shannonEntropy(probabilities, start, classCount);
    const label = row < batch.labeled ? batch.classes[row]! : -1;
    if (label >= 0)
      crossEntropy -= share * Math.log(Math.max(Number.MIN_VALUE, probabilities[start + label]!));
    else entropy += share * own;
    for (let other = 0; other < classCount; other++) {
      const p = probabilities[start + other]!;
      if (label >= 0) fit[start + other] = share * (p - (other === label ? 1 : 0));
      else if (p > 0) doubt[start + other] = -share * p * (Math.log(p) + own);
    }
  }
  return { crossEntropy, entropy, fit, doubt };
}

/** Shorter vectors than this are taken to be this long. */
const SHORTEST = 1e-12;

function unitCodes(encoded: Float64Array, latent: number) {
  const lengths = Float64Array.from({ length: encoded.length / latent }, (_, row) => {
    let squares = 0;
    for (let index = row * latent; index < (row + 1) * latent; index++) squares += encoded[index]! ** 2;
    return Math.max(SHORTEST, Math.sqrt(squares));
  });
  return { lengths, codes: encoded.map((value, index) => value / lengths[Math.floor(index / latent)]!) };
}

/** Slopes by vectors of length 1 become slopes by the vectors that they come from. */
function throughLength(slopes: Float64Array, codes: Float64Array, lengths: Float64Array): Float64Array {
  const latent = codes.length / lengths.length;
  const along = new Float64Array(lengths.length);
  for (let index = 0; index < codes.length; index++)
    along[Math.floor(index / latent)]! += slopes[index]! * codes[index]!;
  return slopes.map((slope, index) => {
    const row = Math.floor(index / latent);
    return (slope - codes[index]! * along[row]!) / lengths[row]!;
  });
}
