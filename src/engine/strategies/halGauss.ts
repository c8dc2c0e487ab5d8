import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import { kernelSums } from '../numeric/kernelSums.ts';
import { halParams, halReference, halUtilities } from './hal.ts';
import { onSample, sampleParam, withinBudget } from './onSample.ts';
import type { PoolView, ScoringStrategy } from './strategy.ts';

const params: readonly ParamInfo[] = [
  ...halParams,
  {
    name: 'delta',
    description: 'Width of the Gaussian kernel: exp(-squared distance / delta).',
    kind: 'number',
    default: 10,
    minimum: 1e-6,
    maximum: 1e6,
  },
  sampleParam(20_000),
];

/**
 * HAL with Gaussian exploration: a coin decides between the smallest margin and the item least covered by what is
 * labeled, by the smallest sum of exp(-|u - l|^2 / delta) over the labeled l.
 */
export const halGauss: ScoringStrategy = {
  kind: 'scoring',
  id: 'halGauss',
  title: 'HAL, least covered exploration',
  description: 'By the toss of a coin: the most doubtful item, or the one farthest from all labels.',
  reference: halReference,
  needs: ['probabilities'],
  params,
  sampling: 'stochastic',
  utilities(view, rng) {
    const bounded = withinBudget(view, params, { cost: view.labeledRows.length * view.features.columns });
    return onSample(bounded, params, rng, (part) => halUtilities(part, params, explore(part), rng));
  },
};

/** Released code explores where the kernel's sum is largest, next to what is labeled. */
function explore(view: PoolView): Float64Array {
  const { delta, releaseCompatible } = resolveParams(params, view.params);
  const sums = kernelSums(view.features, view.candidates, view.labeledRows, Number(delta));
  return releaseCompatible === true ? sums : sums.map((sum) => -sum);
}
