import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import { mostProbable } from '../models/predictRows.ts';
import { scoreRows } from '../models/scoreRows.ts';
import { baseParam, findBase } from './baseStrategy.ts';
import { shannonEntropy } from './entropy.ts';
import { mapProbabilities } from './mapProbabilities.ts';
import { drawSample } from './onSample.ts';
import { trainWith } from './trainWith.ts';
import type { PoolView, ScoringStrategy } from './strategy.ts';

const thresholds: readonly ParamInfo[] = [
  {
    name: 'threshold',
    description: 'Items whose entropy, in nats, is below this get a pseudo-label.',
    kind: 'number',
    default: 0.05,
    minimum: 0,
    maximum: 10,
  },
  {
    name: 'decay',
    description: 'By this times the number of batches so far the threshold falls after each batch.',
    kind: 'number',
    default: 0.0033,
    minimum: 0,
    maximum: 1,
  },
  {
    name: 'sample',
    description: 'At most this many pseudo-labels, drawn at random where there are more.',
    kind: 'number',
    default: 2000,
    minimum: 1,
    maximum: 1e6,
  },
];

/**
 * Cost-effective active learning: a wrapper that trains the model once more with what it is already sure of, and lets
 * the base strategy choose by that model. Pseudo-labels are made anew for each batch and exist in here only.
 */
export function createCeal(bases: readonly ScoringStrategy[]): ScoringStrategy {
  const params = [baseParam(bases), ...thresholds];
  return {
    kind: 'scoring',
    id: 'ceal',
    title: 'Cost-effective (CEAL)',
    description:
      'Another strategy, by a model that also learned from its own sure predictions; these are not kept.',
    reference: 'Wang et al. 2017, Cost-Effective Active Learning for Deep Image Classification, algorithm 1.',
    needs: ['probabilities'],
    retrains: true,
    params,
    sampling: 'stochastic',
    utilities(view, rng) {
      const settings = resolveParams(params, view.params);
      const base = findBase(bases, settings);
      const limit = thresholdOf(Number(settings['threshold']), Number(settings['decay']), view.round ?? 0);
      const sure = confident(mapProbabilities(view, shannonEntropy), limit);
      const drawn = drawSample(sure.length, Number(settings['sample']), rng.fork('pseudoLabels'));
      const probabilities = trainOnSure(
        view,
        drawn.map((index) => sure[index]!),
      );
      return base.utilities({ ...view, probabilities, params: {} }, rng.fork('base'));
    },
  };
}

/** delta_{t+1} = delta_t - decay t, in closed form for batch t, and not below 0. */
export function thresholdOf(first: number, decay: number, batch: number): number {
  return Math.max(0, first - (decay * batch * (batch - 1)) / 2);
}

/** Positions of the entropies below `threshold`. */
export function confident(entropies: Float64Array, threshold: number): Int32Array {
  return Int32Array.from(entropies.keys()).filter((position) => entropies[position]! < threshold);
}

/** The candidates' probabilities by the model trained on the labels and on its own classes at the positions `sure`. */
function trainOnSure(view: PoolView, sure: Int32Array): Float64Array {
  const { features, candidates, labels, classCount, probabilities, signal } = view;
  if (sure.length === 0 || new Set(labels).size < 2) return probabilities!;
  const predicted = mostProbable(probabilities!, classCount);
  const rows = sure.map((position) => candidates[position]!);
  const model = trainWith(
    view,
    rows,
    sure.map((position) => predicted[position]!),
  );
  return scoreRows(model, features, candidates, signal);
}
