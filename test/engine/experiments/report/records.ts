import { areaUnderCurve } from '../../../../src/engine/metrics/areaUnderCurve.ts';
import type { RunGroup } from '../../../../src/engine/experiments/report/groupRuns.ts';
import { groupRuns } from '../../../../src/engine/experiments/report/groupRuns.ts';
import type { ExperimentSpec, Method, RunRecord } from '../../../../src/protocol/experiment.ts';

export const methodOf = (name: string): Method => ({ id: name, params: {}, name });

/** Two seeds on three data seeds: at most six splits. */
export function specOf(strategies: readonly string[], changes: Partial<ExperimentSpec> = {}): ExperimentSpec {
  return {
    name: 'spec',
    datasets: ['waves'].map(datasetOf),
    settings: ['balanced'],
    imbalanceFactor: 10,
    models: [methodOf('logistic')],
    strategies: strategies.map(methodOf),
    initial: 10,
    batch: 5,
    steps: 2,
    test: 100,
    reward: 0,
    dataSeeds: [0, 1, 2],
    seeds: [0, 1],
    metric: 'weightedAccuracy',
    splitBy: 'dataSeedAndSeed',
    target: null,
    summaries: false,
    ...changes,
  };
}

export const datasetOf = (name: string): ExperimentSpec['datasets'][number] => ({
  name,
  source: `${name}.csv`,
  testSource: null,
  label: 'y',
  features: null,
  generate: null,
  normalise: 'global',
});

/** A run with these scores at 10, 15, 20 ... labels, on the first split unless `changes` say otherwise. */
export function runOf(
  strategy: string,
  scores: readonly number[],
  changes: Partial<RunRecord> = {},
): RunRecord {
  const { dataSeed = 0, seed = 0, dataset = 'waves', setting = 'balanced', model = 'logistic' } = changes;
  return {
    id: [dataset, setting, model, strategy, dataSeed, seed].join('-'),
    dataset,
    setting,
    model,
    strategy,
    dataSeed,
    seed,
    split: [dataset, setting, dataSeed, seed].join('-'),
    classes: ['a', 'b'],
    rareClasses: [],
    labeled: scores.map((_, step) => 10 + 5 * step),
    picks: scores.slice(1).map((_, step) => [step]),
    picksPerClass: [0, 0],
    scores,
    recall: scores.map(() => [null, null]),
    precision: scores.map(() => [null, null]),
    auroc: scores.map(() => null),
    auac: areaUnderCurve(Float64Array.from(scores)),
    final: scores.at(-1)!,
    times: { startedAt: '2025-01-01T00:00:00Z', selectSeconds: [], fitSeconds: [], totalSeconds: 0 },
    ...changes,
  };
}

/** Runs of one strategy with these AUACs, on the splits of data seeds 0, 1, 2 with seed 0, then with seed 1. */
export function runsWithAuac(
  strategy: string,
  auacs: readonly number[],
  changes: Partial<RunRecord> = {},
): RunRecord[] {
  return auacs.map((auac, index) =>
    runOf(strategy, [0.5, 0.5], { auac, dataSeed: index % 3, seed: Math.floor(index / 3), ...changes }),
  );
}

/** The group of runs that are all of one data set, setting and model. */
export function groupOf(strategies: readonly string[], runs: readonly RunRecord[]): RunGroup {
  const groups = groupRuns(specOf(strategies), runs);
  if (groups.length !== 1) throw new Error(`Expected one group, there are ${groups.length}.`);
  return groups[0]!;
}
