import type { ParamInfo } from '../../protocol/engine.ts';
import type { Rng } from '../numeric/rng.ts';
import { shuffledIndices } from '../numeric/shuffledIndices.ts';
import { createOracle } from '../oracle/oracle.ts';
import type { KnownRows } from '../oracle/oracleData.ts';
import type { OracleMetric } from '../oracle/oracleMetric.ts';
import { orderByGain } from '../oracle/orderByGain.ts';
import type { TieRule } from '../oracle/orderByGain.ts';
import { resolveParams } from '../models/params.ts';
import type { PoolView, RevealedLabels, Selection } from './strategy.ts';

/** Parameters of both oracles. */
export const oracleParams: readonly ParamInfo[] = [
  {
    name: 'metric',
    description: 'The score whose improvement counts.',
    kind: 'string',
    default: 'weightedAccuracy',
    choices: ['weightedAccuracy', 'balancedAccuracy', 'logLoss', 'f1'],
  },
  {
    name: 'ties',
    description: 'Between equal improvements: chance, or the gain in log-likelihood and then chance.',
    kind: 'string',
    default: 'random',
    choices: ['random', 'logLikelihood'],
  },
];

/**
 * The k candidates whose own label, added alone, improves the score on `evaluation` most; utilities are the
 * improvements. Before two classes are labeled nothing can be retrained and chance decides. Throws RangeError where the
 * view reveals no labels.
 */
export function selectByOracle(
  view: PoolView,
  { k, rng }: { readonly k: number; readonly rng: Rng },
  evaluationOf: (view: PoolView & { readonly revealed: RevealedLabels }) => KnownRows,
): Selection {
  const { revealed, retrained: model, labeledRows, candidates, classCount, signal } = view;
  if (revealed === undefined || model === undefined) {
    throw new RangeError('An oracle needs the labels of all candidates: it runs in experiments only.');
  }
  const params = resolveParams(oracleParams, view.params);
  const ties: TieRule = params['ties'] === 'logLikelihood' ? 'logLikelihood' : 'random';
  const metric = params['metric'] as OracleMetric;
  if (new Set(view.labels).size < 2) {
    const order = shuffledIndices(candidates.length, rng).subarray(0, k);
    return {
      rowIds: order.map((place) => candidates[place]!),
      utilities: new Float64Array(candidates.length),
    };
  }
  const oracle = createOracle(
    {
      rows: knownRows(view, revealed),
      evaluation: evaluationOf({ ...view, revealed }),
      classCount,
    },
    { model, metric, withLogLikelihood: ties === 'logLikelihood' },
  );
  const gains = oracle.solve({ labeled: labeledRows, candidates }, { signal });
  const order = orderByGain(gains, ties, rng);
  return {
    rowIds: order.subarray(0, k).map((place) => candidates[place]!),
    utilities: gains.improvements,
  };
}

/** Every row with its hidden label, labeled rows with the label and the weight that they were given. */
function knownRows(view: PoolView, revealed: RevealedLabels): KnownRows {
  const labels = revealed.labels.slice();
  const weights = revealed.weights?.slice() ?? new Float64Array(labels.length).fill(1);
  view.labeledRows.forEach((row, index) => {
    labels[row] = view.labels[index]!;
    if (view.labelWeights !== undefined) weights[row] = view.labelWeights[index]!;
  });
  return { features: view.features, labels, weights };
}
