import type { ClassifierDefinition, ParamValues } from '../engine/models/classifier.ts';
import { gatherRows } from '../engine/numeric/gatherRows.ts';
import type { DenseMatrix } from '../engine/numeric/matrix.ts';
import { createRng } from '../engine/numeric/rng.ts';
import { positionsOf } from '../engine/rounds/positionsOf.ts';
import { scorePool } from '../engine/rounds/poolScores.ts';
import { capabilitiesOf } from '../engine/rounds/servedBy.ts';
import { select } from '../engine/strategies/select.ts';
import type { PoolView, Strategy } from '../engine/strategies/strategy.ts';

export interface RankInput {
  readonly model: ClassifierDefinition;
  readonly modelParams: ParamValues;
  readonly strategy: Strategy;
  readonly strategyParams: ParamValues;
  readonly features: DenseMatrix;
  readonly labeledRows: Int32Array;
  readonly labels: Int32Array;
  readonly classCount: number;
  readonly candidates: Int32Array;
  readonly batch: number;
  readonly seed: number;
}

export interface RankedPool {
  /** Best first. */
  readonly picks: readonly {
    readonly row: number;
    /** Utility, higher = label first; null where the strategy gave none. */
    readonly score: number | null;
    /** In class order; null where there is no model or it gives none. */
    readonly probabilities: readonly number[] | null;
  }[];
}

/**
 * What a round of the labeling view would pick of these features with this seed, in float64 throughout. The model has
 * to serve the strategy (`refuseUnserved`). Throws RangeError where the strategy needs labels of two classes.
 */
export function rankPool(input: RankInput): RankedPool {
  const { strategy, candidates, classCount, batch } = input;
  const needsModel = strategy.needs.length > 0 || strategy.retrains === true;
  if (classCount < 2 && needsModel) {
    throw new RangeError(
      `${strategy.title} needs labels of at least two classes, and there are ${classCount}; ` +
        'label more rows, or rank with random or kCenterGreedy, which need none.',
    );
  }
  const view = viewOf(input);
  const shared: ModelScores = classCount < 2 ? {} : fitAndScore(input, view);
  const rng = createRng(input.seed).fork('ranking');
  const { rowIds, utilities } = select(strategy, { ...view, ...shared }, batch, rng);
  const positions = positionsOf(rowIds, candidates);
  const { probabilities } = shared;
  const picks = Array.from(rowIds, (row, place) => {
    const position = positions[place]!;
    const score = utilities[position]!;
    const from = position * classCount;
    return {
      row,
      score: Number.isFinite(score) ? score : null,
      probabilities:
        probabilities === undefined ? null : Array.from(probabilities.subarray(from, from + classCount)),
    };
  });
  return { picks };
}

function viewOf({ strategyParams, ...input }: RankInput): PoolView {
  const { features, candidates, labeledRows, labels, classCount } = input;
  const round = Math.floor(labeledRows.length / input.batch);
  return { features, candidates, labeledRows, labels, classCount, round, params: strategyParams };
}

type ModelScores = Pick<PoolView, 'probabilities' | 'decisionValues' | 'embeddings' | 'model' | 'fit'>;

function fitAndScore({ model, modelParams, strategy }: RankInput, view: PoolView): ModelScores {
  const { features, labeledRows, labels, classCount } = view;
  const training = { features: gatherRows(features, labeledRows), labels, classCount };
  const fitted = model.fit(training, modelParams);
  const { shared } = scorePool(view, fitted, {
    gives: capabilitiesOf(model, modelParams),
    needs: strategy.needs,
  });
  const fit: PoolView['fit'] = (other) => model.fit(other, modelParams);
  return { ...shared, model: fitted, fit };
}
