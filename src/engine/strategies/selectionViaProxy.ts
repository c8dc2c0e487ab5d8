import type { FittedClassifier, TrainingSet } from '../models/classifier.ts';
import { fitLogisticRegression } from '../models/logisticRegression.ts';
import { resolveParams } from '../models/params.ts';
import { scoreRows } from '../models/scoreRows.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { Rng } from '../numeric/rng.ts';
import { topK } from '../numeric/topK.ts';
import { spearman } from '../statistics/spearman.ts';
import { baseParam, findBase } from './baseStrategy.ts';
import { margin } from './margin.ts';
import type { BatchStrategy, PoolView, ScoringStrategy } from './strategy.ts';

/**
 * Selection via proxy: a wrapper whose base strategy asks a cheaper task model, a logistic regression of the same labels,
 * in place of the project's. So strategies that train a model many times, or want its gradients, serve any task model. The
 * ranking is the proxy's, unchanged; how far the task model would have ranked alike is told as Spearman's correlation.
 */
export function createSelectionViaProxy(bases: readonly ScoringStrategy[]): BatchStrategy {
  const params = [baseParam(bases)];
  return {
    kind: 'batch',
    id: 'selectionViaProxy',
    title: 'Via a proxy',
    description: 'Another strategy, by a quick logistic regression instead of the task model.',
    reference:
      'Coleman et al. 2020, Selection via Proxy: Efficient Data Selection for Deep Learning, section 3.1.',
    needs: [],
    retrains: true,
    params,
    sampling: 'stochastic',
    selectBatch(view, k, rng) {
      const base = findBase(bases, resolveParams(params, view.params));
      const proxy = proxyView(view);
      const utilities = base.utilities(proxy ?? { ...view, params: {} }, rng.fork('base'));
      const rowIds = topK(utilities, k, rng.fork('ties')).map((place) => view.candidates[place]!);
      const fallback = proxy === null ? undefined : agreement(view, proxy, { base, utilities, rng });
      return { rowIds, utilities, ...(fallback !== undefined && { fallback }) };
    },
  };
}

/** A proxy in place of the task model in all that the base strategies look at; null before two classes are labeled. */
function proxyView(view: PoolView): PoolView | null {
  const { features, candidates, labeledRows, labels, labelWeights, classCount, signal, model } = view;
  if (new Set(labels).size < 2) return null;
  if (model === undefined) {
    throw new RangeError('Selection via proxy needs the task model, to compare its proxy with.');
  }
  const fit = (training: TrainingSet): FittedClassifier => fitLogisticRegression(training);
  const proxy = fit({
    features: gatherRows(features, labeledRows),
    labels,
    classCount,
    ...(labelWeights && { weights: labelWeights }),
  });
  const probabilities = scoreRows(proxy, features, candidates, signal);
  return { ...view, probabilities, model: proxy, fit, params: {} };
}

interface Compared {
  readonly base: ScoringStrategy;
  /** The base strategy's, by the proxy. */
  readonly utilities: Float64Array;
  readonly rng: Rng;
}

/**
 * How alike proxy and task model rank, as a sentence. A base strategy that trains models, or wants what only the proxy
 * gives, is not worked out again by the task model, which is what the proxy spares: both are compared by margin then.
 */
function agreement(view: PoolView, proxy: PoolView, { base, utilities, rng }: Compared): string {
  const ranked = 'Ranked by a logistic regression in place of the task model';
  if (view.probabilities === undefined) {
    return `${ranked}, which gives no probabilities to compare the two by.`;
  }
  const byProbabilities = base.retrains !== true && base.needs.every((need) => need === 'probabilities');
  const own = { ...view, params: {} };
  const [first, second] = byProbabilities
    ? [utilities, base.utilities(own, rng.fork('base'))]
    : [margin.utilities(proxy, rng), margin.utilities(own, rng)];
  const correlation = rankCorrelation(first, second);
  const what = byProbabilities ? 'rankings' : 'rankings by margin';
  return correlation === null
    ? `${ranked}; one of the two finds all items alike, so that their ${what} cannot be compared.`
    : `${ranked}; Spearman’s correlation of their ${what} is ${correlation.toFixed(2)}.`;
}

/** Over the items that both rank. */
function rankCorrelation(first: Float64Array, second: Float64Array): number | null {
  const both = [...first.keys()].filter(
    (index) => !Number.isNaN(first[index]!) && !Number.isNaN(second[index]!),
  );
  return spearman(
    both.map((index) => first[index]!),
    both.map((index) => second[index]!),
  );
}
