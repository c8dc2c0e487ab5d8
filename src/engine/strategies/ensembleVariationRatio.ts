import type { ParamInfo } from '../../protocol/engine.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { FittedClassifier } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { membersParam, trainCommittee } from './committee.ts';
import { mapMembers } from './committeeProbabilities.ts';
import { sampleParam } from './onSample.ts';
import type { PoolView, ScoringStrategy } from './strategy.ts';
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
    const members = trainEnsemble(view, count, rng);
    return mapMembers({ view, infos: params, rng, members }, outvoted);
  },
};

function trainEnsemble(view: PoolView, count: number, rng: Rng): readonly FittedClassifier[] {
  const { fit, model, features, labeledRows, labels, labelWeights, classCount } = view;
  // Only networks keep what they learned, and only they draw their first weights.
  if (fit === undefined || model?.memory === undefined) return trainCommittee(view, count, rng);
  return Array.from({ length: count }, (_, member) => {
    throwIfCancelled(view.signal);
    return fit({
      features: gatherRows(features, labeledRows),
      labels,
      ...(labelWeights && { weights: labelWeights }),
      classCount,
      seed: rng.fork(`member ${member}`).integer(2 ** 31),
    });
  });
}
