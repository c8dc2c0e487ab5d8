import type { DeviationCoverage } from '../../protocol/gains.ts';
import { normalCdf } from '../statistics/normal.ts';

const DEVIATIONS = [0.25, 0.5, 0.75, 1, 1.5, 2, 3];

/**
 * How honest predicted deviations are: the share of outcomes within k of them, against the share that a normal
 * distribution has there. All three arrays have the same length; empty for no outcomes.
 */
export function deviationCoverage(
  mean: Float64Array,
  deviation: Float64Array,
  outcome: Float64Array,
): readonly DeviationCoverage[] {
  if (outcome.length === 0) return [];
  return DEVIATIONS.map((deviations) => {
    let within = 0;
    outcome.forEach((value, index) => {
      if (Math.abs(value - mean[index]!) <= deviations * deviation[index]!) within++;
    });
    return {
      deviations,
      expected: 2 * normalCdf(deviations) - 1,
      found: within / outcome.length,
    };
  });
}
