import { describe, expect, it } from 'vitest';
import { classWeights } from '../../src/engine/metrics/classWeights.ts';
import { fitLogisticRegression } from '../../src/engine/models/logisticRegression.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { findStrategy } from '../../src/engine/strategies/registry.ts';
import { select } from '../../src/engine/strategies/select.ts';
import type { PoolView } from '../../src/engine/strategies/strategy.ts';
import { matrixOf } from '../engine/syntheticData.ts';
import { describeGolden } from './goldenFile.ts';

interface Scores {
  readonly budget: number;
  readonly picks: readonly number[];
  readonly scores_lower_is_better: readonly number[];
}

interface Distances {
  readonly budget: number;
  readonly picks: readonly number[];
  readonly min_distances_step0: readonly number[];
}

interface Case {
  readonly classifier: string;
  readonly K: number;
  readonly imbalance_factors: readonly number[];
  readonly use_class_weights_for_fit: boolean;
  readonly annot_X: readonly (readonly number[])[];
  readonly annot_y: readonly number[];
  readonly pool_X: readonly (readonly number[])[];
  readonly pool_proba?: readonly (readonly number[])[];
  readonly strategies: {
    readonly uc_entropy?: Scores;
    readonly uc_margin?: Scores;
    readonly uc_lc?: Scores;
    readonly kcgreedy?: Distances;
  };
}

/** Labeled rows first, then the pool: row `labeled + i` is item i of the pool. */
function viewOf(data: Case): PoolView {
  const labels = Int32Array.from(data.annot_y);
  const features = matrixOf([...data.annot_X, ...data.pool_X]);
  return {
    features,
    candidates: Int32Array.from(data.pool_X, (_, index) => labels.length + index),
    labeledRows: Int32Array.from(labels.keys()),
    labels,
    classCount: data.K,
    params: {},
  };
}

function withProbabilities(data: Case) {
  const view = viewOf(data);
  const weights = classWeights(Float64Array.from(data.imbalance_factors));
  const fit = fitLogisticRegression({
    features: matrixOf(data.annot_X),
    labels: view.labels,
    classCount: data.K,
    ...(data.use_class_weights_for_fit && {
      weights: Float64Array.from(view.labels, (label) => weights[label]!),
    }),
  });
  return { ...view, probabilities: fit.probabilities(matrixOf(data.pool_X)) };
}

function choose(id: string, view: PoolView, budget: number) {
  const { rowIds, utilities } = select(findStrategy(id), view, budget, createRng(1));
  return { picks: rowIds.map((row) => row - view.labeledRows.length), utilities };
}

/** Entropy is maximised and probabilities minimised there; least confidence is max p, not 1 - max p. */
const uncertainty = [
  ['uc_entropy', 'entropy', (utility: number) => -utility],
  ['uc_margin', 'margin', (utility: number) => -utility],
  ['uc_lc', 'leastConfidence', (utility: number) => 1 - utility],
] as const;

describeGolden('strategies.json', ({ cases }: { cases: readonly Case[] }) => {
  describe.each(cases.map((data, index) => [index, data] as const))('case %i', (_, data) => {
    if (data.classifier === 'logistic' && data.pool_proba !== undefined) {
      const expected = data.pool_proba.flat();
      it('fits a model with the same probabilities', () => {
        const { probabilities } = withProbabilities(data);
        expected.forEach((p, index) => expect(Math.abs(p - probabilities[index]!)).toBeLessThan(2e-4));
      });
    }

    for (const [name, id, toScore] of uncertainty) {
      const expected = data.strategies[name];
      if (expected === undefined || data.classifier !== 'logistic') continue;
      it(`${id} scores and picks alike`, () => {
        const { picks, utilities } = choose(id, withProbabilities(data), expected.budget);
        const scores = expected.scores_lower_is_better;
        utilities.forEach((utility, index) =>
          expect(Math.abs(toScore(utility) - scores[index]!)).toBeLessThan(2e-4),
        );
        expectSamePicks(picks, expected.picks, (item) => scores[item]!, 2e-4);
      });
    }

    const cover = data.strategies.kcgreedy;
    if (cover === undefined) return;
    it('kCenterGreedy measures and picks alike', () => {
      const view = viewOf(data);
      // Without a pick, the utilities are the distances to what is labeled.
      const start = choose('kCenterGreedy', view, 0).utilities;
      start.forEach((distance, index) =>
        expect(Math.abs(distance - cover.min_distances_step0[index]!)).toBeLessThan(1e-9),
      );
      const { picks, utilities } = choose('kCenterGreedy', view, cover.budget);
      expectSamePicks(picks, cover.picks, (item) => utilities[item]!, 1e-9);
    });
  });
});

/** The same items in the same order, but for items whose scores tie within the tolerance. */
function expectSamePicks(
  picks: Int32Array,
  expected: readonly number[],
  scoreOf: (item: number) => number,
  tolerance: number,
): void {
  expect(picks).toHaveLength(expected.length);
  picks.forEach((item, place) => {
    const wanted = expected[place]!;
    if (item !== wanted) expect(Math.abs(scoreOf(item) - scoreOf(wanted))).toBeLessThan(tolerance);
  });
}
