import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import { mapMembers } from './committeeProbabilities.ts';
import { sampleParam, withinBudget } from './onSample.ts';
import type { ScoringStrategy } from './strategy.ts';
import { outvoted } from './variationRatio.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'predictions',
    description:
      'How often along its training the network predicts the items, evenly spread over its epochs.',
    kind: 'number',
    default: 50,
    minimum: 2,
    maximum: 1000,
  },
  sampleParam(10_000),
];

/** Multiplications of all predictions: some ten seconds, as a library does them. */
const WORK = 3e10;

/** How often an item's predicted class changed while the model learned: 1 - the share of its most frequent one. */
export const labelDispersion: ScoringStrategy = {
  kind: 'scoring',
  id: 'labelDispersion',
  title: 'Label dispersion',
  description: 'Items whose predicted class changed most often while a neural network learned.',
  reference: 'Bengar et al. 2021, When Deep Learners Change Their Mind, section 3.1.',
  needs: ['trainingEpochs'],
  params,
  sampling: 'stochastic',
  utilities(view, rng) {
    const { model, labels, candidates } = view;
    if (new Set(labels).size < 2) return new Float64Array(candidates.length);
    if (model?.checkpoints === undefined) {
      throw new RangeError(
        'Label dispersion needs a task model that is trained by epochs: a neural network.',
      );
    }
    const count = Math.round(Number(resolveParams(params, view.params)['predictions']));
    const members = model.checkpoints(count, rng.fork('training'));
    const cost = members.length * (model.memory?.parameters.length ?? 1);
    const bounded = withinBudget(view, params, { cost, work: WORK });
    return mapMembers({ view: bounded, infos: params, rng, members }, outvoted);
  },
};
