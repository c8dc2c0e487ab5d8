import type { DataGenerator } from '../../../src/engine/generators/generator.ts';
import { findGenerator } from '../../../src/engine/generators/registry.ts';
import { resolveParams } from '../../../src/engine/models/params.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import type { ParamValues } from '../../../src/engine/models/classifier.ts';
import type { DenseMatrix } from '../../../src/engine/numeric/matrix.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { findStrategy } from '../../../src/engine/strategies/registry.ts';
import { replay } from '../../../src/engine/whatIf/replay.ts';
import type { ReplayInput } from '../../../src/engine/whatIf/replay.ts';
import { savedLabels } from '../../../src/engine/whatIf/savedLabels.ts';
import { stageCounts } from '../../../src/engine/whatIf/stages.ts';
import type { WhatIfInput } from '../../../src/engine/whatIf/whatIfInput.ts';
import type { WhatIfSaving } from '../../../src/protocol/whatIf.ts';

/** A project whose labels are simulated, so that what another strategy would have done can be known. */
export interface Scenario {
  readonly name: string;
  /** Of the registry, by its id, or one of the tests' own. */
  readonly generator: string | DataGenerator;
  readonly params?: ParamValues;
  readonly dataSeed: number;
  /** Of class 1 one row in so many is kept. */
  readonly rareOneIn?: number;
  readonly model: string;
  readonly modelParams: ParamValues;
  readonly poolSize: number;
  readonly labels: number;
  readonly randomShare: number;
  /** How the simulated user labels. */
  readonly own: string;
  /** What they ask about. */
  readonly strategies: readonly string[];
}

export interface ScenarioData {
  readonly features: DenseMatrix;
  readonly labels: Int32Array;
  readonly classCount: number;
  readonly pool: Int32Array;
  /** Rows that nobody may label; the truth is measured on them. */
  readonly test: Int32Array;
}

export function scenarioData(scenario: Scenario, testRows: number): ScenarioData {
  const { generator, params = {}, dataSeed, rareOneIn = 1, poolSize } = scenario;
  const wanted = poolSize + testRows;
  const rng = createRng(dataSeed);
  const rows = rareOneIn === 1 ? wanted : 3 * wanted;
  const { features, labels, classes } = (
    typeof generator === 'string' ? findGenerator(generator) : generator
  ).generate({ ...params, rows }, rng.fork('data'));
  const draws = rng.fork('rare');
  const kept = Int32Array.from(labels.keys())
    .filter((row) => labels[row] === 0 || draws.uniform() * rareOneIn < 1)
    .subarray(0, wanted);
  return {
    features,
    labels,
    classCount: classes.length,
    pool: kept.slice(0, poolSize),
    test: kept.slice(poolSize),
  };
}

/** What the user's labels are in one run: the request, but for the strategies asked about. */
export function labelPool(scenario: Scenario, data: ScenarioData, seed: number): WhatIfInput {
  const { own, model, modelParams, randomShare, strategies, poolSize } = scenario;
  const slots = [...replay(replayInput(scenario, data, own), createRng(seed))].flatMap(
    (stage) => stage.slots,
  );
  const rows = Int32Array.from(slots, ({ row }) => row);
  const taken = new Set(rows);
  return {
    features: data.features,
    classCount: data.classCount,
    queued: {
      rows,
      labels: rows.map((row) => data.labels[row]!),
      streams: slots.map(({ stream }) => stream),
      strategies: slots.map(() => own),
      probabilities: Float64Array.from(slots, ({ selectionProbability }) => selectionProbability),
      poolSizes: Int32Array.from(slots, (_, place) => poolSize - place),
    },
    given: { rows: new Int32Array(0), labels: new Int32Array(0) },
    openRows: data.pool.filter((row) => !taken.has(row)),
    model,
    modelParams,
    strategy: own,
    strategyParams: {},
    randomShare,
    strategies,
    level: 0.9,
    seed,
  };
}

/**
 * How many labels each strategy really saves (null: not reached), by the mean accuracy on the test rows of `runs` runs
 * with the true labels. Those of the own way are runs of their own; by definition it saves 0.
 */
export function trueSavings(
  scenario: Scenario,
  data: ScenarioData,
  runs: number,
): ReadonlyMap<string, number | null> {
  const counts = stageCounts(scenario.labels);
  const today = meanCurve(scenario, data, scenario.own, runs).at(-1)!;
  return new Map(
    scenario.strategies.map((strategy) => {
      if (strategy === scenario.own) return [strategy, 0];
      const differences = meanCurve(scenario, data, strategy, runs).map((accuracy) => ({
        value: accuracy - today,
        standardError: 0,
      }));
      return [strategy, savedLabels(counts, differences, 0).saved];
    }),
  );
}

/** Whether an interval holds the truth; null is "not reached with these labels". */
export function covers({ low, high }: Pick<WhatIfSaving, 'low' | 'high'>, truth: number | null): boolean {
  if (truth === null) return low === null;
  return (low === null || low <= truth) && high !== null && truth <= high;
}

function meanCurve(
  scenario: Scenario,
  data: ScenarioData,
  strategy: string,
  runs: number,
): readonly number[] {
  const input = replayInput(scenario, data, strategy);
  const sums = input.counts.map(() => 0);
  for (let run = 0; run < runs; run++) {
    let stage = 0;
    for (const { predict } of replay(input, createRng(1e6 + run).fork(strategy))) {
      const predicted = predict(data.test);
      const right = data.test.filter((row, place) => predicted[place] === data.labels[row]).length;
      sums[stage++]! += right / data.test.length / runs;
    }
  }
  return sums;
}

function replayInput(scenario: Scenario, data: ScenarioData, id: string): ReplayInput {
  const { features, labels, classCount, pool } = data;
  const model = findModel(scenario.model);
  const strategy = findStrategy(id);
  const counts = stageCounts(scenario.labels);
  return {
    features,
    labels,
    classCount,
    given: new Int32Array(0),
    open: pool,
    model,
    modelParams: resolveParams(model.params, scenario.modelParams),
    randomShare: scenario.randomShare,
    counts,
    rankers: counts.map(() => ({ strategy, params: resolveParams(strategy.params, {}) })),
  };
}
