import type { ParamInfo } from '../../protocol/engine.ts';
import { labelBudget } from '../labelBudget/labelBudget.ts';
import type { LabelBudget } from '../labelBudget/labelBudget.ts';
import { besideEachOther } from '../autoal/softChoices.ts';
import type { ParamValues } from '../models/classifier.ts';
import { resolveParams } from '../models/params.ts';
import { askCandidates } from '../votes/askCandidates.ts';
import { candidatesOf, candidatesParam } from '../votes/candidates.ts';
import type { FindStrategy } from '../votes/candidates.ts';
import { castVote } from '../votes/castVote.ts';
import { labelsByRow } from '../votes/labelsByRow.ts';
import { sampleParam, selectOnSample } from './onSample.ts';
import type { BatchStrategy, Strategy } from './strategy.ts';

const params: readonly ParamInfo[] = [
  {
    name: 'low',
    description: 'Id of the strategy for a low budget, which asks typical items.',
    kind: 'string',
    default: 'kMeans',
  },
  {
    name: 'high',
    description: 'Id of the strategy for a high budget, which asks uncertain items.',
    kind: 'string',
    default: 'margin',
  },
  {
    name: 'repeats',
    description: 'How often labels are left out of five folds; each takes 15 fits of the task model.',
    kind: 'number',
    default: 3,
    minimum: 1,
    maximum: 100,
  },
  sampleParam(5000),
];

const weightsOf: Readonly<Record<LabelBudget['regime'], readonly [number, number]>> = {
  low: [1, 0],
  high: [0, 1],
  between: [0.5, 0.5],
};

/**
 * Says whether the labels are a low or a high budget, by what leaving out some of them costs, and asks typical or
 * uncertain items accordingly. `find` looks up the two strategies.
 */
export function createBudgetRegime(find: FindStrategy): BatchStrategy {
  return {
    kind: 'batch',
    id: 'budgetRegime',
    title: 'By budget',
    description:
      'Typical items while labels are few, uncertain ones once there are enough; says which is the case.',
    reference:
      'Hacohen and Weinshall 2024, How to Select Which Active Learning Strategy..., section 4 (SelectAL).',
    needs: ['probabilities'],
    retrains: true,
    asks: (values) => strategiesOf(values, find),
    params,
    sampling: 'stochastic',
    selectBatch(given, k, rng) {
      const view = labelsByRow(given);
      const settings = resolveParams(params, view.params);
      const strategies = strategiesOf(settings, find);
      const budget = labelBudget(view, Math.floor(Number(settings['repeats'])), rng.fork('budget'));
      const weights = Float64Array.from(weightsOf[budget.regime]);
      const selection = selectOnSample(view, { params, k, rng }, (part) => {
        const asked = askCandidates(strategies, part, rng);
        const shares = asked.ranks.map((ranks, place) => ranks.map((rank) => rank * weights[place]!));
        const vote = {
          ...asked,
          groups: [],
          weights,
          contributions: besideEachOther(shares),
          note: budget.words,
        };
        return castVote(part, k, vote, rng.fork('vote'));
      });
      return { ...selection, ...(!budget.isMeasured && { fallback: budget.words }) };
    },
  };
}

function strategiesOf(params: ParamValues, find: FindStrategy): readonly Strategy[] {
  const candidates = `${String(params['low'])}, ${String(params['high'])}`;
  return candidatesOf([candidatesParam('')], { candidates }, find);
}
