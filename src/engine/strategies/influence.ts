import type { ParamInfo } from '../../protocol/engine.ts';
import { throwIfCancelled } from '../cancellation.ts';
import { resolveParams } from '../models/params.ts';
import { accumulateRows } from '../numeric/accumulateRows.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import { mapRows } from '../numeric/mapRows.ts';
import { multiplyRows } from '../numeric/multiplyRows.ts';
import { solveConjugate } from '../numeric/solveConjugate.ts';
import { stratifiedFolds } from '../numeric/stratifiedFolds.ts';
import { onSample, sampleParam } from './onSample.ts';
import { softmaxCurvature, withIntercept } from './softmaxCurvature.ts';
import type { PoolView, ScoringStrategy } from './strategy.ts';
import { trainOn } from './trainWith.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'damping',
    description: 'Penalty in the Hessian; 1 is that of a logistic regression with C = 1.',
    kind: 'number',
    default: 1,
    minimum: 1e-6,
    maximum: 1e6,
  },
  {
    name: 'folds',
    description: 'The labels are held out in this many parts, to measure the loss that an item should lower.',
    kind: 'number',
    default: 5,
    minimum: 2,
    maximum: 100,
  },
  sampleParam(50_000),
];

/**
 * Influence functions for a softmax over linear outputs: adding item z with label y changes the loss on held-out labels
 * by I(z, y) = -g^T H^-1 (p_z - e_y) x_z to first order, g their gradient, H the Hessian of the other labels; summed over
 * folds. The utility is the expected fall, sum_y p_y max(0, -I(z, y)): falls and rises all but cancel over the labels
 * that the model expects, so the rises count nothing.
 */
export const influence: ScoringStrategy = {
  kind: 'scoring',
  id: 'influence',
  title: 'Influence',
  description: 'Items whose label can lower the loss on held-out labels most; for logistic regression.',
  reference: 'Koh and Liang 2017, Understanding Black-box Predictions via Influence Functions, equation 2.',
  needs: ['probabilities', 'gradients'],
  retrains: true,
  params,
  sampling: 'stochastic',
  utilities(view, rng) {
    if (new Set(view.labels).size < 2) return new Float64Array(view.candidates.length);
    const foldOf = stratifiedFolds(view.labels, foldsOf(view), rng.fork('folds'));
    return onSample(view, params, rng, (part) => expectedFalls(part, foldOf));
  },
};

function foldsOf(view: PoolView): number {
  return Math.floor(Number(resolveParams(params, view.params)['folds']));
}

function expectedFalls(view: PoolView, foldOf: Int32Array): Float64Array {
  const { features, candidates, labels, classCount, probabilities, signal } = view;
  if (probabilities === undefined)
    throw new RangeError('Influence needs the class probabilities of every candidate.');
  const changes = new Float64Array(probabilities.length);
  const all = Int32Array.from(labels.keys());
  for (let fold = 0; fold < foldsOf(view); fold++) {
    throwIfCancelled(signal);
    const held = all.filter((index) => foldOf[index] === fold);
    const kept = all.filter((index) => foldOf[index] !== fold);
    // A fold that holds all labels of all classes but one leaves nothing to fit.
    if (held.length === 0 || new Set(kept.map((index) => labels[index]!)).size < 2) continue;
    const measure = foldInfluences(view, held, kept);
    const own = mapRows(features, candidates, measure, signal);
    for (let index = 0; index < changes.length; index++) changes[index]! += own[index]!;
  }
  return new Float64Array(candidates.length).map((_, index) => {
    let fall = 0;
    for (let at = index * classCount; at < (index + 1) * classCount; at++) {
      fall += probabilities[at]! * Math.max(0, -changes[at]!);
    }
    return fall;
  });
}

/** I(z, y) for the rows z of a block and all labels y, n x classCount, on the loss of the labels `held`. */
function foldInfluences(
  view: PoolView,
  held: Int32Array,
  kept: Int32Array,
): (block: PoolView['features']) => Float64Array {
  const { features, labeledRows, labels, classCount } = view;
  const rowsOf = (indices: Int32Array) =>
    gatherRows(
      features,
      indices.map((index) => labeledRows[index]!),
    );
  const model = trainOn(view, kept);
  const residuals = model.probabilities(rowsOf(held));
  held.forEach((index, row) => (residuals[row * classCount + labels[index]!]! -= 1));
  const tested = withIntercept(rowsOf(held));
  const gradient = new Float64Array(classCount * tested.columns);
  accumulateRows(tested, residuals, gradient);
  const training = rowsOf(kept);
  const damping = Number(resolveParams(params, view.params)['damping']);
  // One logit with penalty 1 is a softmax of two opposite logits with penalty 2.
  const penalty = new Set(labels).size === 2 ? 2 * damping : damping;
  const curvature = softmaxCurvature(withIntercept(training), model.probabilities(training), penalty);
  const direction = solveConjugate(curvature, gradient, 1e-8);
  return (block) => {
    const responses = new Float64Array(block.rows * classCount);
    multiplyRows(withIntercept(block), direction, responses);
    return influences(responses, model.probabilities(block), classCount);
  };
}

/** I(z, y) = a_y - sum_c p_c a_c, row by row, where a = (H^-1 g) x_z: minus the product with (p - e_y) x_z. */
export function influences(
  responses: Float64Array,
  probabilities: Float64Array,
  classCount: number,
): Float64Array {
  const out = responses.slice();
  for (let start = 0; start < out.length; start += classCount) {
    let mean = 0;
    for (let at = start; at < start + classCount; at++) mean += probabilities[at]! * responses[at]!;
    for (let at = start; at < start + classCount; at++) out[at]! -= mean;
  }
  return out;
}
