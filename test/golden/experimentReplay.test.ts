import { beforeAll, describe, expect, it } from 'vitest';
import type { DatasetRows } from '../../src/engine/experiments/datasetRows.ts';
import { arrangeSplit } from '../../src/engine/experiments/prepareSplit.ts';
import type { PreparedSplit } from '../../src/engine/experiments/prepareSplit.ts';
import { simulate } from '../../src/engine/experiments/simulate.ts';
import type { SimulationResult } from '../../src/engine/experiments/simulate.ts';
import { areaUnderCurve } from '../../src/engine/metrics/areaUnderCurve.ts';
import { classWeights } from '../../src/engine/metrics/classWeights.ts';
import { resolveParams } from '../../src/engine/models/params.ts';
import { findModel } from '../../src/engine/models/registry.ts';
import { createRng } from '../../src/engine/numeric/rng.ts';
import { findStrategy } from '../../src/engine/strategies/registry.ts';
import { select } from '../../src/engine/strategies/select.ts';
import type { Strategy } from '../../src/engine/strategies/strategy.ts';
import { loadDataset } from '../../src/experiments/loadDataset.ts';
import { describeGolden, findData, goldenFilesIn } from './goldenFile.ts';

interface Run {
  readonly picks: readonly number[];
  readonly scores: readonly number[];
  readonly per_class_recall: readonly (readonly number[])[];
  readonly auac: number;
  readonly picks_agree: boolean;
  readonly scores_agree: boolean;
}

interface Replay {
  readonly dataset: string;
  readonly use_class_weights_for_fit: boolean;
  readonly imbalance_factors: readonly number[];
  readonly class_weights: readonly number[];
  readonly feature_mean: number;
  readonly feature_std: number;
  readonly split: {
    readonly annot: readonly number[];
    readonly pool: readonly number[];
    readonly reward: readonly number[];
    readonly test: readonly number[];
  };
  readonly runs: Readonly<Record<'logistic' | 'svm', Readonly<Record<string, Run>>>>;
}

const models = { logistic: 'logisticRegression', svm: 'svc' } as const;
/** Strategies of ours that pick the same without any draw. */
const deterministic: Readonly<Record<string, string>> = {
  uc_margin: 'uncertainty',
  uc_entropy: 'entropy',
  kcgreedy: 'kCenterGreedy',
  cbal: 'cbal',
  fscore: 'fScore',
};

/**
 * Asks for the given rows of the data set, one a step. `onStep` is told by how much the strategy `judge` prefers another
 * row to the given one: 0 where it would pick that row, or one that ties with it.
 */
function replayOf(
  picks: readonly number[],
  rows: Int32Array,
  { judge = findStrategy('random'), onStep = (_excess: number): void => undefined } = {},
): Strategy {
  return {
    ...judge,
    kind: 'batch',
    id: 'replay',
    selectBatch(view, _k, rng) {
      const row = rows.indexOf(picks[view.round!]!);
      // Nothing picked yet: a pick would lower the utilities of the rows around it.
      const { utilities } = select(judge, view, 0, rng);
      onStep(
        utilities.reduce((a, b) => Math.max(a, b), -Infinity) - utilities[view.candidates.indexOf(row)]!,
      );
      return { rowIds: Int32Array.of(row), utilities };
    },
  };
}

const files = goldenFilesIn('e2e');
// Of a folder that is missing the suite says so, like the others.
for (const file of files.length > 0 ? files : ['e2e/*.json']) {
  describeGolden(file, (golden: Replay) => {
    const path = findData(`uci/${golden.dataset}.csv`);
    const factors = Float64Array.from(golden.imbalance_factors);
    let data: DatasetRows;
    let prepared: PreparedSplit;
    beforeAll(async () => {
      if (path === null) throw new Error(`${golden.dataset}.csv is missing beside the reference numbers`);
      data = await loadDataset(
        {
          name: golden.dataset,
          source: path,
          testSource: null,
          label: 'y',
          features: null,
          generate: null,
          normalise: 'global',
        },
        '.',
      );
      const { annot, pool, reward, test } = golden.split;
      prepared = arrangeSplit(
        data,
        {
          labeled: Int32Array.from(annot),
          pool: Int32Array.from(pool),
          reward: Int32Array.from(reward),
          test: Int32Array.from(test),
        },
        { name: 'golden', normalise: 'global', factors },
      );
    });

    const simulated = (classifier: keyof typeof models, strategy: Strategy): SimulationResult => {
      const model = findModel(models[classifier]);
      return simulate(
        {
          ...prepared,
          weightedFit: golden.use_class_weights_for_fit,
          model,
          modelParams: resolveParams(model.params, {}),
          strategy,
          strategyParams: resolveParams(strategy.params, {}),
          batch: 1,
          steps: 10,
          metric: 'weightedAccuracy',
          rng: createRng(1),
          modelSeed: 0,
        },
        { now: () => 0 },
      );
    };

    it('normalises by the two scalars of the released code, and weighs classes as it does', () => {
      const [row = 0] = golden.split.annot;
      const { columns } = data.features;
      const place = prepared.rows.indexOf(row);
      for (let column = 0; column < columns; column++) {
        const raw = data.features.data[row * columns + column]!;
        const expected = (raw - golden.feature_mean) / golden.feature_std;
        expect(prepared.features.data[place * columns + column]).toBeCloseTo(expected, 10);
      }
      expect([...prepared.test.classWeights]).toEqual([...classWeights(factors)]);
    });

    describe.each(['logistic', 'svm'] as const)('%s', (classifier) => {
      const runs = Object.entries(golden.runs[classifier]);

      it.each(runs)('has the same curve for the picks of %s', (_, run) => {
        const { evaluations } = simulated(classifier, replayOf(run.picks, prepared.rows));
        const scores = evaluations.map(({ score }) => score);
        const weights = golden.class_weights;
        const total = golden.split.test.reduce((sum, row) => sum + weights[data.labels[row]!]!, 0);
        const testPoint = Math.max(...weights) / total;
        const tolerance = run.scores_agree ? 1e-12 : 2 * testPoint + 1e-12;
        expect(scores).toHaveLength(run.scores.length);
        scores.forEach((score, step) =>
          expect(Math.abs(score - run.scores[step]!), `step ${step}`).toBeLessThanOrEqual(tolerance),
        );
        if (!run.scores_agree) return;
        expect(areaUnderCurve(Float64Array.from(scores))).toBeCloseTo(run.auac, 10);
        evaluations.forEach(({ recall }, step) =>
          recall.forEach((share, label) =>
            expect(share).toBeCloseTo(run.per_class_recall[step]![label]!, 12),
          ),
        );
      });

      // In whole numbers many distances tie, and chance decides otherwise here than there.
      const own = runs.filter(([name, run]) => name in deterministic && run.picks_agree);
      it.each(own)('would pick what %s picked, or what ties with it', (name, run) => {
        const excesses: number[] = [];
        const judge = findStrategy(deterministic[name]!);
        const onStep = (excess: number): unknown => excesses.push(excess);
        simulated(classifier, replayOf(run.picks, prepared.rows, { judge, onStep }));
        expect(excesses).toHaveLength(run.picks.length);
        for (const excess of excesses) expect(excess).toBeLessThan(1e-9);
      });
    });
  });
}
