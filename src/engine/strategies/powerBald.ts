import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import type { Rng } from '../numeric/rng.ts';
import { mutualInformation } from './bald.ts';
import { mapPosterior, posteriorParams } from './posterior.ts';
import type { ScoringStrategy } from './strategy.ts';

const params: readonly ParamInfo[] = [
  ...posteriorParams,
  {
    name: 'power',
    description:
      'How closely draws follow BALD: 0 = not at all, all items alike; large = the highest scores only.',
    kind: 'number',
    default: 1,
    minimum: 0,
    maximum: 100,
  },
];

/** BALD whose batch is drawn, without replacement, with chances proportional to a power of the score. */
export const powerBald: ScoringStrategy = {
  kind: 'scoring',
  id: 'powerBald',
  title: 'BALD, drawn',
  description: 'Draws by BALD’s score rather than taking the highest: a batch with fewer look-alikes.',
  reference: 'Kirsch et al. 2023, Stochastic Batch Acquisition, section 3 (power acquisition).',
  needs: ['probabilities'],
  retrains: true,
  params,
  sampling: 'stochastic',
  utilities(view, rng) {
    const power = Number(resolveParams(params, view.params)['power']);
    return perturb(mapPosterior(view, params, rng, mutualInformation), power, rng.fork('gumbel'));
  },
};

/**
 * power x ln(score) + Gumbel noise: the k highest are a draw of k without replacement with chances score^power (Kool et
 * al. 2019). NaN stays NaN; a score of 0 comes after all others, those in random order.
 */
export function perturb(scores: Float64Array, power: number, rng: Rng): Float64Array {
  return scores.map((score) => {
    const gumbel = -Math.log(-Math.log(rng.uniform() || Number.MIN_VALUE));
    return power === 0 ? score * 0 + gumbel : power * Math.log(Math.max(score, Number.MIN_VALUE)) + gumbel;
  });
}
