import type { PoolView, ScoringStrategy } from './strategy.ts';
import { mapProbabilities } from './mapProbabilities.ts';

/**
 * Expected gradient length: sum_y p_y |gradient of the loss were the label y|. For a model that is a softmax over
 * linear outputs that gradient is (p - e_y) x^T, of length |p - e_y| |x|; what the labeled rows contribute vanishes at
 * the optimum.
 */
export const expectedGradientLength: ScoringStrategy = {
  kind: 'scoring',
  id: 'expectedGradientLength',
  title: 'Expected gradient length',
  description: 'Items whose label would change the model most; prefers items with large features.',
  reference: 'Settles, Craven and Ray 2008, Multiple-Instance Active Learning, equation 5.',
  needs: ['probabilities', 'gradients'],
  params: [],
  sampling: 'deterministic',
  utilities: expectedLengths,
};

function expectedLengths(view: PoolView): Float64Array {
  const { features, candidates } = view;
  const { columns, data } = features;
  return mapProbabilities(view, expectedResidual).map((residual, index) => {
    const start = candidates[index]! * columns;
    let square = 0;
    for (let column = 0; column < columns; column++) square += data[start + column]! ** 2;
    return residual * Math.sqrt(square);
  });
}

/** sum_y p_y |p - e_y|, by |p - e_y|^2 = |p|^2 - 2 p_y + 1. */
function expectedResidual(probabilities: Float64Array, start: number, classCount: number): number {
  let square = 0;
  for (let index = start; index < start + classCount; index++) square += probabilities[index]! ** 2;
  let sum = 0;
  for (let index = start; index < start + classCount; index++) {
    const p = probabilities[index]!;
    sum += p * Math.sqrt(Math.max(0, square - 2 * p + 1));
  }
  return sum;
}
