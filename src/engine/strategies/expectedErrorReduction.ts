import type { ParamInfo } from '../../protocol/engine.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { FittedClassifier } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import { shannonEntropy } from './entropy.ts';
import { doubt } from './leastConfidence.ts';
import { drawSample, onSample, sampleParam, withinBudget } from './onSample.ts';
import type { PoolView, ScoringStrategy } from './strategy.ts';
import { trainWithOne } from './trainWith.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'loss',
    description: 'What the retrained model should have less of: error (1 - max p) or log loss (entropy).',
    kind: 'string',
    default: 'log',
    choices: ['error', 'log'],
  },
  {
    name: 'targets',
    description: 'Items of the pool, drawn at random, on which the expected loss is taken.',
    kind: 'number',
    default: 200,
    minimum: 1,
    maximum: 100_000,
  },
  {
    name: 'classes',
    description: 'Most likely classes of an item that are tried, one retraining each.',
    kind: 'number',
    default: 3,
    minimum: 1,
    maximum: 1000,
  },
  sampleParam(100),
];

/**
 * Products of rows, coefficients and retrainings that one ranking may cost: a few seconds. Large models look at fewer
 * items than the parameter says, but at `FEWEST` at least.
 */
const WORK = 2e7;
const FEWEST = 10;

/**
 * Expected error reduction: minus sum_y p_y times the mean loss that the model expects of itself on the pool after
 * retraining with the item as y. One retraining for each item and class, hence the samples of items and classes.
 */
export const expectedErrorReduction: ScoringStrategy = {
  kind: 'scoring',
  id: 'expectedErrorReduction',
  title: 'Expected error reduction',
  description:
    'Items after which the model should err least; it retrains for each, so 100 items are looked at.',
  reference:
    'Roy and McCallum 2001, Toward Optimal Active Learning through Sampling Estimation of Error Reduction.',
  needs: ['probabilities'],
  retrains: true,
  params,
  sampling: 'stochastic',
  utilities(view, rng) {
    const { candidates, labels, probabilities } = view;
    if (new Set(labels).size < 2) return new Float64Array(candidates.length);
    if (probabilities === undefined) {
      throw new RangeError('Expected error reduction needs the class probabilities of every candidate.');
    }
    const targets = Number(resolveParams(params, view.params)['targets']);
    const drawn = drawSample(candidates.length, targets, rng.fork('targets'));
    const pool = gatherRows(
      view.features,
      drawn.map((position) => candidates[position]!),
    );
    const bounded = withinBudget(view, params, { cost: costOf(view), work: WORK, fewest: FEWEST });
    return onSample(bounded, params, rng, (part) => reductions(part, pool));
  },
};

/** A network passes over the labels about so often until it is trained. */
const NETWORK_PASSES = 100;

/** Rows times coefficients, for each retraining that an item needs. */
function costOf({ features, labels, classCount, model, params: given }: PoolView): number {
  const classes = Number(resolveParams(params, given)['classes']);
  const network = model?.memory?.parameters.length;
  const coefficients = network === undefined ? (features.columns + 1) * classCount : network * NETWORK_PASSES;
  return labels.length * coefficients * Math.min(classes, classCount);
}

function reductions(view: PoolView, pool: PoolView['features']): Float64Array {
  const { candidates, probabilities, classCount, signal } = view;
  const lossOf = resolveParams(params, view.params)['loss'] === 'error' ? doubt : shannonEntropy;
  const tried = Math.min(classCount, Number(resolveParams(params, view.params)['classes']));
  const trainWithRow = trainWithOne(view);
  return new Float64Array(candidates.length).map((_, index) => {
    throwIfCancelled(signal);
    const own = probabilities!.subarray(index * classCount, (index + 1) * classCount);
    const likely = Array.from(own.keys())
      .sort((a, b) => own[b]! - own[a]!)
      .slice(0, tried);
    const futures = likely.map((label) => meanLoss(trainWithRow(candidates[index]!, label), pool, lossOf));
    return -expectedLoss(
      likely.map((label) => own[label]!),
      futures,
    );
  });
}

/** sum_y p_y times the loss that follows if the label is y, over the sum of p_y. */
export function expectedLoss(probabilities: readonly number[], futures: readonly number[]): number {
  const total = probabilities.reduce((sum, p) => sum + p, 0);
  return futures.reduce((sum, future, index) => sum + (probabilities[index]! / total) * future, 0);
}

function meanLoss(
  model: FittedClassifier,
  pool: PoolView['features'],
  lossOf: (probabilities: Float64Array, start: number, classCount: number) => number,
): number {
  const probabilities = model.probabilities(pool);
  let sum = 0;
  for (let row = 0; row < pool.rows; row++)
    sum += lossOf(probabilities, row * model.classCount, model.classCount);
  return sum / pool.rows;
}
