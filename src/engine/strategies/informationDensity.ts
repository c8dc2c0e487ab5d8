import type { ParamInfo } from '../../protocol/engine.ts';
import { resolveParams } from '../models/params.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import { unitRows } from '../numeric/unitRows.ts';
import { shannonEntropy } from './entropy.ts';
import { mapProbabilities } from './mapProbabilities.ts';
import type { ScoringStrategy } from './strategy.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'beta',
    description: 'Exponent of the density: 0 leaves entropy alone, larger values prefer typical items.',
    kind: 'number',
    default: 1,
    minimum: 0,
    maximum: 100,
  },
];

/** Information density: entropy times (mean similarity to the pool)^beta. */
export const informationDensity: ScoringStrategy = {
  kind: 'scoring',
  id: 'informationDensity',
  title: 'Information density',
  description: 'Doubtful items that are typical of the pool, rather than outliers.',
  reference:
    'Settles and Craven 2008, An Analysis of Active Learning Strategies for Sequence Labeling, equation 13.',
  needs: ['probabilities'],
  params,
  sampling: 'deterministic',
  utilities(view) {
    const beta = Number(resolveParams(params, view.params)['beta']);
    const density = meanSimilarities(view.features, view.candidates);
    return mapProbabilities(view, shannonEntropy).map((entropy, index) => entropy * density[index]! ** beta);
  },
};

/**
 * Mean over all `rows` of (1 + cosine) / 2 with each of them: in [0, 1], where a cosine itself may be negative. The
 * mean of cosines is the product with the mean unit vector, so that no pair is visited.
 */
export function meanSimilarities(features: DenseMatrix, rows: Int32Array): Float64Array {
  const { columns } = features;
  const mean = new Float64Array(columns);
  const units = unitRows(features, rows);
  for (let index = 0; index < units.length; index++) mean[index % columns]! += units[index]! / rows.length;
  return new Float64Array(rows.length).map((_, index) => {
    let cosine = 0;
    for (let column = 0; column < columns; column++)
      cosine += units[index * columns + column]! * mean[column]!;
    return Math.max(0, (1 + cosine) / 2);
  });
}
