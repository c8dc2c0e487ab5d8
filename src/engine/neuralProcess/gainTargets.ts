import type { MeasuredProblem } from './measureGains.ts';

/** What a network learns of a target. */
export type GainTarget = 'score' | 'logLikelihood' | 'scoreThenLogLikelihood';

/** What the network is to predict of each problem's targets; null for a problem from which nothing can be learned. */
export interface NetworkTargets {
  readonly values: readonly (Float64Array | null)[];
  /** Whether they are gains in the score's own unit. */
  readonly areScores: boolean;
}

/**
 * - `score`: the gain itself, as Bakker et al. 2023 have it; with few reward rows it is mostly exactly 0.
 * - `logLikelihood`: the gain in weighted log-likelihood, which hardly ever ties.
 * - `scoreThenLogLikelihood`: the score's gain, and where that ties the likelihood's: squashed to less than the smallest
 *   step of the score, so that it never outweighs one.
 *
 * Standardised, the targets of each problem have mean 0 and deviation 1: what is learned is their order, and problems
 * with few labels, whose gains are large, do not drown those with many. Problems whose targets are all alike say nothing
 * then and are left out. Where the model has no likelihood the score takes its place.
 */
export function networkTargets(
  problems: readonly MeasuredProblem[],
  kind: GainTarget,
  standardise: boolean,
): NetworkTargets {
  const measured = problems.every(({ likelihood }) => likelihood !== undefined);
  const used = measured ? kind : 'score';
  const raw =
    used === 'scoreThenLogLikelihood' ? combined(problems) : problems.map((each) => pick(each, used));
  return {
    values: standardise ? raw.map(standardised) : raw,
    areScores: used === 'score' && !standardise,
  };
}

const pick = ({ score, likelihood }: MeasuredProblem, kind: GainTarget): Float64Array =>
  kind === 'logLikelihood' ? likelihood! : score;

function combined(problems: readonly MeasuredProblem[]): readonly Float64Array[] {
  const step = smallestStep(problems);
  const spread = Math.sqrt(meanSquare(problems.map(({ likelihood }) => likelihood!))) || 1;
  return problems.map(({ score, likelihood }) =>
    score.map((gain, index) => gain + (step / 2) * Math.tanh(likelihood![index]! / spread)),
  );
}

/** The smallest difference between two gains of one problem, or 1 where none differ. */
function smallestStep(problems: readonly MeasuredProblem[]): number {
  let step = Infinity;
  for (const { score } of problems) {
    const sorted = score.toSorted();
    for (let index = 1; index < sorted.length; index++) {
      const difference = sorted[index]! - sorted[index - 1]!;
      // Less is rounding.
      if (difference > 1e-9) step = Math.min(step, difference);
    }
  }
  return Number.isFinite(step) ? step : 1;
}

function meanSquare(parts: readonly Float64Array[]): number {
  let sum = 0;
  let count = 0;
  for (const part of parts) {
    for (const value of part) sum += value * value;
    count += part.length;
  }
  return count > 0 ? sum / count : 0;
}

function standardised(values: Float64Array): Float64Array | null {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return deviation > 1e-12 ? values.map((value) => (value - mean) / deviation) : null;
}
