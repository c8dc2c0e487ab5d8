import type { ParamInfo } from '../../protocol/engine.ts';
import { packAlbl, unpackAlbl } from '../bandits/alblMemory.ts';
import type { AlblMemory } from '../bandits/alblMemory.ts';
import { goesOnParam } from '../bandits/bookkeeping.ts';
import { armProbabilities, rewardArms, weightedAccuracy } from '../bandits/exp4p.ts';
import { armSelection } from '../bandits/armSelection.ts';
import { takeTurns } from '../bandits/takeTurns.ts';
import { resolveParams } from '../models/params.ts';
import { predictRows } from '../models/predictRows.ts';
import { drawByChance } from '../numeric/drawByChance.ts';
import type { Rng } from '../numeric/rng.ts';
import { askCandidates } from '../votes/askCandidates.ts';
import { candidatesOf, candidatesParam, SEVEN } from '../votes/candidates.ts';
import type { FindStrategy } from '../votes/candidates.ts';
import { labelsByRow } from '../votes/labelsByRow.ts';
import { sampleParam, selectOnSample } from './onSample.ts';
import type { BatchStrategy, PoolView, Selection, Strategy } from './strategy.ts';

const params: readonly ParamInfo[] = [
  candidatesParam(`${SEVEN}, random`),
  {
    name: 'budget',
    description: 'Labels that are to be set in all: with fewer, other strategies are tried more often.',
    kind: 'number',
    default: 100,
    minimum: 1,
    maximum: 1e6,
  },
  goesOnParam,
  sampleParam(5000),
];

/**
 * Active learning by learning: strategies are the arms of a bandit (EXP4.P), rewarded by the importance-weighted accuracy
 * of the model on what was asked. Without feedback within a batch. `find` looks up candidates.
 */
export function createAlbl(find: FindStrategy): BatchStrategy {
  return {
    kind: 'batch',
    id: 'albl',
    title: 'Active learning by learning',
    description:
      'Draws which of several strategies asks next, those more often whose labels helped the model.',
    reference:
      'Hsu and Lin 2015, Active Learning by Learning, algorithm 1; Beygelzimer et al. 2011 (EXP4.P).',
    needs: ['probabilities'],
    retrains: true,
    asks: (values) => candidatesOf(params, values, find),
    params,
    sampling: 'stochastic',
    selectBatch(given, k, rng) {
      const view = labelsByRow(given);
      const strategies = candidatesOf(params, view.params, find);
      const settings = resolveParams(params, view.params);
      const budget = Number(settings['budget']);
      const kept = settings['warmStart'] === true ? unpackAlbl(view.memory, strategies.length) : null;
      const state = learnFromLabels(kept ?? begin(view, strategies), view, budget);
      return selectOnSample(view, { params, k, rng }, (part) =>
        drawBatch(part, k, { strategies, state, budget, rng }),
      );
    },
  };
}

const begin = ({ candidates }: PoolView, strategies: readonly Strategy[]): AlblMemory => ({
  items: candidates.length,
  weights: new Float64Array(strategies.length).fill(1),
  probabilities: new Float64Array(strategies.length).fill(1 / strategies.length),
  past: [],
  pending: [],
});

/** The state after the labels that pending picks got since; those without one are forgotten. */
function learnFromLabels(state: AlblMemory, view: PoolView, budget: number): AlblMemory {
  const { model, features, labeledRows, labels, signal } = view;
  const labelOf = new Map(Array.from(labeledRows, (row, place) => [row, labels[place]!]));
  const labeled = state.pending.filter(({ row }) => labelOf.has(row));
  const past = [...state.past, ...labeled].filter(({ row }) => labelOf.has(row));
  if (model === undefined || labeled.length === 0) return { ...state, past, pending: [] };
  const predicted = predictRows(
    model,
    features,
    Int32Array.from(past, ({ row }) => row),
    signal,
  );
  const outcomes = past.map(({ row, probability }, place) => ({
    probability,
    isRight: predicted[place] === labelOf.get(row),
  }));
  const before = past.length - labeled.length;
  let { weights } = state;
  labeled.forEach((pull, place) => {
    const reward = weightedAccuracy(outcomes.slice(0, before + place + 1), state.items, budget);
    weights = rewardArms(weights, reward, { ...pull, probabilities: state.probabilities }, budget);
  });
  // Only ratios count: the largest is kept at 1.
  const largest = Math.max(...weights);
  return { ...state, weights: weights.map((weight) => weight / largest), past, pending: [] };
}

interface Draw {
  readonly strategies: readonly Strategy[];
  readonly state: AlblMemory;
  readonly budget: number;
  readonly rng: Rng;
}

function drawBatch(view: PoolView, k: number, { strategies, state, budget, rng }: Draw): Selection {
  const asked = askCandidates(strategies, view, rng);
  const probabilities = armProbabilities(state.weights, budget);
  const draws = rng.fork('arms');
  const picks = takeTurns(asked.ranks, () => drawByChance(probabilities, draws.uniform()), rng.fork('turns'));
  const shared = picks.map(({ place, proposals }) => {
    const proposed = Float64Array.from(proposals, (other) => (other === place ? 1 : 0));
    const probability = proposed.reduce((sum, own, arm) => sum + own * probabilities[arm]!, 0);
    return { proposed, probability };
  });
  const selection = armSelection(view, k, {
    asked,
    picks,
    weights: probabilities,
    shares: shared.map(({ proposed, probability }) =>
      proposed.map((own, arm) => (own * probabilities[arm]!) / probability),
    ),
    rng,
  });
  const pending = shared
    .slice(0, k)
    .map((each, place) => ({ ...each, row: view.candidates[picks[place]!.place]! }));
  return { ...selection, memory: packAlbl({ ...state, probabilities, pending }) };
}
