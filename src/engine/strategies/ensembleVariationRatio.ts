import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import { membersParam, trainCommittee } from './committee.ts';
import { mapMembers } from './committeeProbabilities.ts';
import { sampleParam } from './onSample.ts';
import { ensemble, trainEnsemble } from './posterior/ensemble.ts';
import type { ScoringStrategy } from './strategy.ts';
import { outvoted } from './variationRatio.ts';

const params: readonly ParamInfo[] = [membersParam(5), sampleParam(20_000)];

/**
 * ENSvarR: the variation ratio of an ensemble of networks that begin with other weights and see the labels in another
 * order. Models that draw nothing would all be the same; those learn from bootstrap samples instead.
 */
export const ensembleVariationRatio: ScoringStrategy = {
  kind: 'scoring',
  id: 'ensembleVariationRatio',
  title: 'Ensemble variation ratio',
  description: 'Items on which networks trained from different starts vote for different classes.',
  reference:
    'Beluch et al. 2018, The Power of Ensembles for Active Learning in Image Classification, section 3.',
  needs: ['probabilities'],
  retrains: true,
  params,
  sampling: 'stochastic',
  utilities(view, rng) {
    const count = Math.round(Number(resolveParams(params, view.params)['members']));
    const members = ensemble.serves(view)
      ? trainEnsemble(view, count, rng)
      : trainCommittee(view, count, rng);
    return mapMembers({ view, infos: params, rng, members }, outvoted);
  },
};
