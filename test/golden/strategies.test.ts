import { describe, expect, it } from 'vitest';
import { classWeights } from '../../src/engine/metrics/classWeights.ts';
import type { TrainingSet } from '../../src/engine/models/classifier.ts';
import { fitLogisticRegression } from '../../src/engine/models/logisticRegression.ts';
import { fitSvc } from '../../src/engine/models/fitSvc.ts';
import { kernelSums } from '../../src/engine/numeric/kernelSums.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { halPicks } from '../../src/engine/strategies/hal.ts';
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

interface Hal {
  readonly budget: number;
  readonly delta: number;
  readonly exploit_p: number;
  /** Aligned with the pool; null = explored by the Gaussian kernel. */
  readonly uniform_exploration_draws: readonly number[] | null;
  readonly coin_draws: readonly number[];
  readonly margin_scores: readonly number[];
  readonly exploration_scores: readonly number[];
  readonly picks_original_code: readonly number[];
  readonly picks_intended_min_margin: readonly number[];
}

interface Boundary {
  readonly budget: number;
  readonly picks: readonly number[];
  /** Signed for two classes, the smallest distance from any boundary for more. */
  readonly f_values: readonly number[];
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
    readonly cbal?: Scores & { readonly lambda_: number };
    readonly kcgreedy?: Distances;
    readonly fscore?: Boundary;
  } & Readonly<Record<`hal_${string}`, Hal>>;
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
  const fit = fitLogisticRegression(trainingOf(data));
  return { ...viewOf(data), probabilities: fit.probabilities(matrixOf(data.pool_X)) };
}

function trainingOf(data: Case): TrainingSet {
  const labels = Int32Array.from(data.annot_y);
  const weights = classWeights(Float64Array.from(data.imbalance_factors));
  return {
    features: matrixOf(data.annot_X),
    labels,
    classCount: data.K,
    ...(data.use_class_weights_for_fit && {
      weights: Float64Array.from(labels, (label) => weights[label]!),
    }),
  };
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

    const balanced = data.strategies.cbal;
    if (balanced !== undefined) {
      it.each([false, true])('cbal scores and picks alike (releaseCompatible: %s)', (releaseCompatible) => {
        const params = { lambda: balanced.lambda_, releaseCompatible };
        const view = { ...withProbabilities(data), params };
        // Without a pick, the utilities are the first scores.
        const { utilities } = choose('cbal', view, 0);
        const scores = balanced.scores_lower_is_better;
        utilities.forEach((utility, index) => expect(Math.abs(-utility - scores[index]!)).toBeLessThan(2e-4));
        const { picks } = choose('cbal', view, balanced.budget);
        expectSamePicks(picks, balanced.picks, (item) => scores[item]!, 2e-4);
      });
    }

    for (const [name, hal] of Object.entries(data.strategies)) {
      if (!isHal(hal)) continue;
      it(`${name} explores and picks alike, corrected and as released`, () => {
        const view = withProbabilities(data);
        const sums = kernelSums(view.features, view.candidates, view.labeledRows, hal.delta);
        const draws = hal.uniform_exploration_draws;
        if (draws === null) {
          sums.forEach((sum, index) => expect(sum).toBeCloseTo(hal.exploration_scores[index]!, 9));
        }
        const coverage = draws === null ? sums : Float64Array.from(draws);
        // The kernel's sum is large where labels are near: corrected, the smallest is explored first.
        const openness = draws === null ? sums.map((sum) => -sum) : coverage;
        expect(halPicksOf(view, hal, openness, false)).toEqual(hal.picks_intended_min_margin);
        expect(halPicksOf(view, hal, coverage, true)).toEqual(hal.picks_original_code);
      });
    }

    const boundary = data.strategies.fscore;
    if (boundary !== undefined) {
      it('fScore measures and picks alike', () => {
        const fit = fitSvc(trainingOf(data), { kernel: 'rbf', c: 1, gamma: 'scale' });
        const view = { ...viewOf(data), decisionValues: fit.decisionValues(matrixOf(data.pool_X)) };
        const { picks, utilities } = choose('fScore', view, boundary.budget);
        utilities.forEach((utility, index) =>
          expect(Math.abs(-utility - Math.abs(boundary.f_values[index]!))).toBeLessThan(2e-3),
        );
        expectSamePicks(picks, boundary.picks, (item) => Math.abs(boundary.f_values[item]!), 2e-3);
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

function isHal(value: Case['strategies'][keyof Case['strategies']]): value is Hal {
  return value !== undefined && 'coin_draws' in value;
}

/** The picks of the file's own draws, by our margins. */
function halPicksOf(
  view: PoolView,
  hal: Hal,
  exploration: Float64Array,
  releaseCompatible: boolean,
): number[] {
  const coins = [...hal.coin_draws];
  const params = { exploit: hal.exploit_p, releaseCompatible };
  const input = { exploration, coin: () => coins.shift() ?? 1, rng: createRng(1) };
  const order = halPicks(view, params, input)[Symbol.iterator]();
  return Array.from({ length: hal.budget }, () => Number(order.next().value));
}

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
