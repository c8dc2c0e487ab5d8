import { cholesky, solveCholesky } from '../numeric/cholesky.ts';
import type { Rng } from '../numeric/rng.ts';
import type { MeasuredCurve } from './measureCurve.ts';
import { mean } from './powerLaw.ts';

/** What imagined projects say before the measured curve is looked at. */
export interface CurvePrior {
  /** What is still to be gained with ever more labels, and the exponent by which that falls. */
  readonly gap: number;
  readonly exponent: number;
  /** Standard deviation of the score between projects that differ by luck alone. */
  readonly luck: number;
}

/** How far real projects are from what is imagined. */
export interface PriorSpread {
  /** Standard deviations of the logarithms of the slope at present, gap x exponent, and of the exponent. */
  readonly slope: number;
  readonly exponent: number;
  /** What the likelihood counts for gap and exponent: curves bend in other ways than power laws do. */
  readonly evidence: number;
  /** How far the exponent is drawn from that of replays to 1 (0: not at all): classes that are drawn flatten curves. */
  readonly towardsOne: number;
  /** Mean of the logarithm of the real slope over that of replays: classes that are drawn are harder to learn. */
  readonly steeper: number;
  /** No gap is taken to be smaller than this, nor than this many times the luck. */
  readonly leastGap: number;
  readonly leastLucks: number;
  /** Luck fades to 1 / e while the labels grow by this factor. */
  readonly memory: number;
  /**
   * What the luck of replays is multiplied by, and how likely that is: where classes can hardly be told apart, real
   * models differ far more than those of replays.
   */
  readonly lucks: readonly { readonly factor: number; readonly share: number }[];
}

/** Chosen on waveform, Gaussian clouds and glyphs (docs/results.md, Forecast). */
export const PRIOR_SPREAD: PriorSpread = {
  slope: 0.5,
  exponent: 0.4,
  evidence: 0.2,
  towardsOne: 0.5,
  steeper: 0.25,
  leastGap: 0.003,
  leastLucks: 1,
  memory: 1.5,
  lucks: [
    { factor: 0.6, share: 0.7 },
    { factor: 1.2, share: 0.3 },
  ],
};

export interface PosteriorInput {
  readonly measured: MeasuredCurve;
  /** Labels at present. */
  readonly present: number;
  readonly prior: CurvePrior;
  /** Numbers of labels, ascending from the present. */
  readonly counts: readonly number[];
  readonly draws: number;
  readonly spread?: PriorSpread;
}

export interface DrawnCurve {
  /** Scores at the counts. */
  readonly scores: Float64Array;
  /** The score with ever more labels. */
  readonly limit: number;
}

/** Steps of the grid on each axis, and how many standard deviations it reaches. */
const STEPS = 25;
const REACH = 3;
/** Standard deviation of the present score, of which nothing is known beforehand. */
const LEVEL = 0.5;
/** Draws that a score above 1 may cost. */
const ATTEMPTS = 100;

/**
 * Draws of the learning curve from the present on. The curve is
 *
 *     score(n) = level + gap (1 - (n / present)^-exponent) + luck(n),
 *
 * a power law, and what this very project deviates from the mean of its like: a Gaussian process in ln n. Given gap and
 * exponent all else is Gaussian and done exactly; these two lie on a grid of log-normal priors around what the replays
 * say, weighted by the likelihood of the measured curve.
 */
export function drawCurves(input: PosteriorInput, rng: Rng): DrawnCurve[] {
  const { present, counts, draws, spread = PRIOR_SPREAD } = input;
  const cells = spread.lucks.flatMap(({ factor, share }) =>
    cellsFor({ ...input, spread }, factor).map((cell) => ({
      ...cell,
      logWeight: cell.logWeight + Math.log(share),
    })),
  );
  const pick = picker(cells.map(({ logWeight }) => logWeight));
  const fades = luckProcess(1, present, spread.memory).fades;
  return Array.from({ length: draws }, (_, draw) => {
    for (let attempt = 1; ; attempt++) {
      const { joint, ...cell } = cells[pick((draw + rng.uniform()) / draws)]!;
      const [first, second] = [rng.normal(), rng.normal()];
      const level = cell.level + joint.level * first;
      const luck = cell.luck + joint.shared * first + joint.own * second;
      const isScore = level + cell.gap <= 1 && level + luck <= 1 && level + luck >= 0;
      if (!isScore && attempt < ATTEMPTS) continue;
      const scoreAt = (count: number): number =>
        level + cell.gap * (1 - (count / present) ** -cell.exponent) + luck * fades(count);
      return {
        scores: Float64Array.from(counts, (count) => Math.min(1, Math.max(0, scoreAt(count)))),
        limit: Math.min(1, level + cell.gap),
      };
    }
  });
}

/** The grid for one size of luck: where level and luck lie in the mean in each cell, how they vary, and its weight. */
function cellsFor(
  { measured, present, prior, spread }: PosteriorInput & { readonly spread: PriorSpread },
  factor: number,
) {
  const { labels, scores } = measured;
  const size = labels.length;
  const deviation = factor * prior.luck;
  const luck = luckProcess(deviation, present, spread.memory);
  const variance = measured.covariance.map((value, at) => {
    const row = Math.floor(at / size);
    const column = at % size;
    const ownNoise = row === column ? 1e-6 : 0;
    return value + LEVEL ** 2 + luck.covariance(labels[row]!, labels[column]!) + ownNoise;
  });
  const lower = cholesky(variance, size);
  const logVolume = labels.reduce((sum, _, at) => sum + Math.log(lower[at * size + at]!), 0);
  // Covariances of the level, and of the present luck, with the measured scores.
  const ofLevel = labels.map(() => LEVEL ** 2);
  const ofLuck = labels.map((count) => luck.covariance(count, present));
  const joint = jointSpread({ lower, ofLevel, ofLuck, luck: deviation });
  const centre = mean(scores);
  return gridOf(prior, spread).map(({ gap, exponent, logPrior }) => {
    const residual = scores.map(
      (score, at) => score - centre - gap * (1 - (labels[at]! / present) ** -exponent),
    );
    const solved = solveCholesky(lower, residual);
    return {
      gap,
      exponent,
      level: centre + inner(ofLevel, solved),
      luck: inner(ofLuck, solved),
      joint,
      logWeight: logPrior - spread.evidence * (logVolume + 0.5 * inner(residual, solved)),
    };
  });
}

/** Luck falls with 1 / sqrt(n) and is forgotten with ln n. */
function luckProcess(deviation: number, present: number, memory: number) {
  const sizeAt = (count: number): number => deviation * Math.sqrt(present / count);
  const alike = (first: number, second: number): number =>
    Math.exp(-Math.abs(Math.log(first / second)) / Math.log(memory));
  return {
    covariance: (first: number, second: number): number =>
      sizeAt(first) * sizeAt(second) * alike(first, second),
    /** What is left of the present luck in the mean. */
    fades: (count: number): number => alike(count, present) * Math.sqrt(present / count),
  };
}

function gridOf(prior: CurvePrior, spread: PriorSpread) {
  const steps = Array.from({ length: STEPS }, (_, step) => REACH * ((2 * step) / (STEPS - 1) - 1));
  const gap = Math.max(spread.leastGap, spread.leastLucks * prior.luck, prior.gap);
  const slope = gap * prior.exponent * Math.exp(spread.steeper);
  const centre = prior.exponent ** (1 - spread.towardsOne);
  return steps.flatMap((first) =>
    steps.map((second) => {
      const exponent = centre * Math.exp(spread.exponent * second);
      return {
        gap: (slope * Math.exp(spread.slope * first)) / exponent,
        exponent,
        logPrior: -0.5 * (first * first + second * second),
      };
    }),
  );
}

interface JointInput {
  readonly lower: Float64Array;
  readonly ofLevel: readonly number[];
  readonly ofLuck: readonly number[];
  readonly luck: number;
}

/** Level = mean + level z1, luck = mean + shared z1 + own z2, with independent standard normal z1 and z2. */
function jointSpread({ lower, ofLevel, ofLuck, luck }: JointInput) {
  const byLevel = solveCholesky(lower, ofLevel);
  const byLuck = solveCholesky(lower, ofLuck);
  const level = Math.sqrt(Math.max(1e-12, LEVEL ** 2 - inner(ofLevel, byLevel)));
  const shared = -inner(ofLuck, byLevel) / level;
  const own = Math.sqrt(Math.max(0, luck ** 2 - inner(ofLuck, byLuck) - shared ** 2));
  return { level, shared, own };
}

/** Finds the index at a share, 0 to 1, of all weights. */
function picker(logWeights: readonly number[]): (share: number) => number {
  const most = Math.max(...logWeights);
  let sum = 0;
  const sums = logWeights.map((value) => (sum += Math.exp(value - most)));
  return (share) => {
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > share * sum) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

function inner(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += a[index]! * b[index]!;
  return sum;
}
