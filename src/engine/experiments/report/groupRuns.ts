import type { ExperimentSpec, Method, RunRecord, Setting } from '../../../protocol/experiment.ts';
import { groupBy } from './groupBy.ts';

/** What can be compared: the runs of one data set, setting and task model. */
export interface RunGroup {
  readonly dataset: string;
  readonly setting: Setting;
  readonly model: string;
  /** In the order of the spec; strategies without a finished run are left out, so none is empty. */
  readonly strategies: readonly StrategyRuns[];
}

export interface StrategyRuns {
  readonly method: Method;
  /** At least one, in the order of the spec's seeds. */
  readonly runs: readonly RunRecord[];
}

/**
 * Sorts runs into the groups of a spec and puts them in its order, whatever theirs is, so that sums over them come out
 * the same to the last digit. Groups without a run are left out, and so are runs that the spec does not ask for.
 */
export function groupRuns(spec: ExperimentSpec, runs: readonly RunRecord[]): readonly RunGroup[] {
  const byKey = groupBy(runs, ({ dataset, setting, model, strategy }) =>
    keyOf([dataset, setting, model, strategy]),
  );
  const groups = spec.datasets.flatMap(({ name: dataset }) =>
    spec.settings.flatMap((setting) =>
      spec.models.map(({ name: model }): RunGroup => {
        const strategies = spec.strategies.map((method) => ({
          method,
          runs: inSpecOrder(spec, byKey.get(keyOf([dataset, setting, model, method.name])) ?? []),
        }));
        return { dataset, setting, model, strategies: strategies.filter((each) => each.runs.length > 0) };
      }),
    ),
  );
  return groups.filter(({ strategies }) => strategies.length > 0);
}

/** Names may hold any separator. */
const keyOf = (names: readonly string[]): string => JSON.stringify(names);

function inSpecOrder({ dataSeeds, seeds }: ExperimentSpec, runs: readonly RunRecord[]): readonly RunRecord[] {
  return runs
    .map((run) => ({ run, dataSeed: dataSeeds.indexOf(run.dataSeed), seed: seeds.indexOf(run.seed) }))
    .filter(({ dataSeed, seed }) => dataSeed >= 0 && seed >= 0)
    .sort((a, b) => a.dataSeed - b.dataSeed || a.seed - b.seed)
    .map(({ run }) => run);
}
