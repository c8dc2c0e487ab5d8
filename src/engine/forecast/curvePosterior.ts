import { cholesky, solveCholesky } from '../numeric/cholesky.ts';
import type { Rng } from '../numeric/rng.ts';
import type { MeasuredCurve } from './measureCurve.ts';
import { mean } from './powerLaw.ts';
import { PRIOR_SPREAD, slopePrior } from './priorSpread.ts';
import type { CurvePrior, Footing, PriorSpread } from './priorSpread.ts';

export interface PosteriorInput {
  readonly measured: MeasuredCurve;
  /** Labels at present. */
  readonly present: number;
  readonly prior: CurvePrior;
  readonly footing: Footing;
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
const STEPS = 19;
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
  { measured, present, prior, footing, spread }: PosteriorInput & { readonly spread: PriorSpread },
  factor: number,
) {
  const { labels, scores } = measured;
  const size = labels.length;
  const deviation = factor * Math.max(prior.luck, spread.leastLuck * footing.missing);
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
  return gridOf(prior, spread, footing).map(({ gap, exponent, logPrior }) => {
    const residual = scores.map(
      // A power law would be far below guessing where a class is found late.
      (score, at) =>
        score - centre - Math.max(-footing.learned, gap * (1 - (labels[at]! / present) ** -exponent)),
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

function gridOf(prior: CurvePrior, spread: PriorSpread, footing: Footing) {
  const steps = Array.from({ length: STEPS }, (_, step) => REACH * ((2 * step) / (STEPS - 1) - 1));
  const gap = Math.max(spread.leastGap, spread.leastLucks * prior.luck, prior.gap);
  const centre = prior.exponent ** (1 - spread.towardsOne);
  return slopePrior(gap * prior.exponent, spread, footing).flatMap((slope) =>
    steps.flatMap((first) =>
      steps.map((second) => {
        const exponent = centre * Math.exp(spread.exponent * second);
        return {
          gap: Math.exp(slope.mean + slope.deviation * first) / exponent,
          exponent,
          logPrior: slope.logWeight - 0.5 * (first * first + second * second),
        };
      }),
    ),
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
