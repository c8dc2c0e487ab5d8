import type { ParamInfo } from '../../protocol/engine.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { resolveParams } from '../models/params.ts';
import { scoreRows } from '../models/scoreRows.ts';
import { klDivergence } from '../numeric/klDivergence.ts';
import { nearestRows } from '../numeric/nearestRows.ts';
import { onSample, sampleParam, withinBudget } from './onSample.ts';
import type { PoolView, ScoringStrategy } from './strategy.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'neighbours',
    description: 'Labeled items, the nearest ones, that a prediction is compared with.',
    kind: 'number',
    default: 10,
    minimum: 1,
    maximum: 1000,
  },
  sampleParam(10_000),
];

/** Contrastive active learning: the mean, over the k nearest labeled items, of KL(their probabilities || the item's). */
export const contrastive: ScoringStrategy = {
  kind: 'scoring',
  id: 'contrastive',
  title: 'Contrastive',
  description: 'Items predicted unlike the labeled items most similar to them.',
  reference: 'Margatina et al. 2021, Active Learning by Acquiring Contrastive Examples, algorithm 1.',
  needs: ['probabilities'],
  params,
  sampling: 'stochastic',
  utilities(view, rng) {
    const bounded = withinBudget(view, params, { cost: view.labeledRows.length * view.features.columns });
    return onSample(bounded, params, rng, contrasts);
  },
};

function contrasts(view: PoolView): Float64Array {
  const { features, candidates, labeledRows, labels, classCount, probabilities, model, signal } = view;
  const utilities = new Float64Array(candidates.length);
  if (new Set(labels).size < 2) return utilities;
  if (model === undefined || probabilities === undefined) {
    throw new RangeError('This query strategy needs a task model with class probabilities.');
  }
  const k = Number(resolveParams(params, view.params)['neighbours']);
  const known = scoreRows(model, features, labeledRows, signal);
  for (let index = 0; index < utilities.length; index++) {
    if (index % 256 === 0) throwIfCancelled(signal);
    const own = probabilities.subarray(index * classCount, (index + 1) * classCount);
    const nearest = nearestRows(features, labeledRows, candidates[index]!, k);
    utilities[index] = meanDivergence(nearest, known, own);
  }
  return utilities;
}

/** Mean of KL(p_n || p) over the neighbours n, indices into the rows of `known`. */
export function meanDivergence(neighbours: Int32Array, known: Float64Array, own: Float64Array): number {
  let sum = 0;
  for (const n of neighbours) sum += klDivergence(known.subarray(n * own.length, (n + 1) * own.length), own);
  return sum / neighbours.length;
}
