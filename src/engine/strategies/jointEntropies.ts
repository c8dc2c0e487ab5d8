import { drawByChance } from '../numeric/drawByChance.ts';
import type { Rng } from '../numeric/rng.ts';
import { shannonEntropy } from './entropy.ts';

/** What T models say of m items. */
export interface Draws {
  /** T arrays of m x classCount probabilities. */
  readonly all: readonly Float64Array[];
  readonly classCount: number;
}

/** Labels that a batch may have, all of them or a sample, with how likely each model finds them. */
export interface Configurations {
  /** K x T: the probability of each configuration by each model. */
  readonly chances: Float64Array;
  readonly count: number;
  /** Of a sample, drawn from the mean of the models; else all there are. */
  readonly isSample: boolean;
  /** Of the batch's labels, in nats. */
  readonly entropy: number;
  /** Those of the batch with one more item: all while they are at most `limit`, else as many drawn. */
  with(draws: Draws, item: number, limit: number, rng: Rng): Configurations;
}

/** The one configuration of an empty batch. */
export const firstConfigurations = (models: number): Configurations =>
  configurationsOf(new Float64Array(models).fill(1), models, false);

function configurationsOf(chances: Float64Array, models: number, isSample: boolean): Configurations {
  const count = chances.length / models;
  const self: Configurations = {
    chances,
    count,
    isSample,
    entropy: entropyOf(chances, models, isSample),
    with(draws, item, limit, rng) {
      const isExact = !isSample && count * draws.classCount <= limit;
      const grown = isExact ? extendAll(self, draws, item) : extendDrawn(self, draws, { item, limit, rng });
      return configurationsOf(grown, models, !isExact);
    },
  };
  return self;
}

/** Each configuration with each class of the item. */
function extendAll(
  { chances, count }: Configurations,
  { all, classCount }: Draws,
  item: number,
): Float64Array {
  const models = all.length;
  const grown = new Float64Array(count * classCount * models);
  for (let configuration = 0; configuration < count; configuration++) {
    for (let label = 0; label < classCount; label++) {
      const to = (configuration * classCount + label) * models;
      for (let model = 0; model < models; model++) {
        grown[to + model] =
          chances[configuration * models + model]! * all[model]![item * classCount + label]!;
      }
    }
  }
  return grown;
}

interface Drawing {
  readonly item: number;
  readonly limit: number;
  readonly rng: Rng;
}

/**
 * `limit` configurations, each with a class of the item drawn given the rest: a draw of a configuration and class from
 * the mean of the models.
 */
function extendDrawn(
  { chances, count, isSample }: Configurations,
  { all, classCount }: Draws,
  { item, limit, rng }: Drawing,
): Float64Array {
  const models = all.length;
  const means = meansOf(chances, models);
  const grown = new Float64Array(limit * models);
  for (let place = 0; place < limit; place++) {
    // A sample already comes in its proportions.
    const from = isSample ? place % count : drawIndex(means, rng.uniform());
    const weights = Float64Array.from({ length: classCount }, (_, label) => {
      let sum = 0;
      for (let model = 0; model < models; model++) {
        sum += chances[from * models + model]! * all[model]![item * classCount + label]!;
      }
      return sum;
    });
    const label = drawIndex(weights, rng.uniform());
    for (let model = 0; model < models; model++) {
      grown[place * models + model] =
        chances[from * models + model]! * all[model]![item * classCount + label]!;
    }
  }
  return grown;
}

const drawIndex = (weights: Float64Array, uniform: number): number =>
  drawByChance(weights, uniform * weights.reduce((sum, weight) => sum + weight, 0));

/** The mean over models of each configuration's probability. */
function meansOf(chances: Float64Array, models: number): Float64Array {
  const means = new Float64Array(chances.length / models);
  for (let index = 0; index < chances.length; index++) {
    means[Math.floor(index / models)]! += chances[index]! / models;
  }
  return means;
}

function entropyOf(chances: Float64Array, models: number, isSample: boolean): number {
  const means = meansOf(chances, models);
  return means.reduce(
    (sum, mean) => sum - (isSample ? 1 / means.length : mean) * Math.log(mean > 0 ? mean : 1),
    0,
  );
}

/**
 * The entropy, in nats, of the labels of a batch and of one more item, for each of `count` items; exact, or the mean over
 * the sample of configurations (equation 13 of the paper).
 */
export function jointEntropies(
  { all, classCount }: Draws,
  { chances, count: size, isSample }: Configurations,
  count: number,
): Float64Array {
  const models = all.length;
  const means = meansOf(chances, models);
  // Of one item, classCount x T, so that both factors of a sum over models lie side by side.
  const says = new Float64Array(classCount * models);
  const ofLabels = Array.from({ length: classCount }, (_, label) =>
    says.subarray(label * models, (label + 1) * models),
  );
  const joint = new Float64Array(classCount);
  return Float64Array.from({ length: count }, (_, item) => {
    for (let at = 0; at < says.length; at++) {
      says[at] = all[at % models]![item * classCount + Math.floor(at / models)]! / models;
    }
    let entropy = 0;
    for (let configuration = 0; configuration < size; configuration++) {
      for (let label = 0; label < classCount; label++) {
        joint[label] = product(chances, configuration * models, ofLabels[label]!);
      }
      const own = shannonEntropy(joint, 0, classCount);
      entropy += isSample ? own / (size * means[configuration]!) : own;
    }
    return entropy;
  });
}

/** Of `b` and as many numbers of `a`. */
function product(a: Float64Array, fromA: number, b: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < b.length; index++) sum += a[fromA + index]! * b[index]!;
  return sum;
}
