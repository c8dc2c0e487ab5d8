import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import type { OracleGains } from './oracle.ts';

/** What decides between candidates of equal improvement; whatever is left to chance follows the seed. */
export type TieRule = 'random' | 'logLikelihood';

/** Improvements closer than this are equal: sums of the same weights in another order. */
const EQUAL = 1e-12;

/**
 * Places of the candidates, largest improvement first. Most improvements are exactly 0, so the tie rule decides most
 * picks. Throws RangeError where the rule asks for log-likelihoods that the gains lack.
 */
export function orderByGain(gains: OracleGains, rule: TieRule, rng: Rng): Int32Array {
  const { improvements, logLikelihoodGains } = gains;
  if (rule === 'logLikelihood' && logLikelihoodGains === undefined) {
    throw new RangeError('The tie rule logLikelihood needs the gains in log-likelihood.');
  }
  const steps = improvements.map((value) => Math.round(value / EQUAL));
  const second = rule === 'logLikelihood' ? logLikelihoodGains! : new Float64Array(steps.length);
  // Sorting is stable: what is equal by both stays in the shuffled order.
  return shuffledIndices(steps.length, rng).sort((a, b) => steps[b]! - steps[a]! || second[b]! - second[a]!);
}
