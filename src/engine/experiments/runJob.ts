import { areaUnderCurve } from '../metrics/areaUnderCurve.ts';
import type { ExperimentSpec, RunRecord } from '../../protocol/experiment.ts';
import type { DatasetRows } from './datasetRows.ts';
import type { ExperimentJob } from './experimentJob.ts';
import { factorsOf } from './prepareSplit.ts';
import type { PreparedSplit } from './prepareSplit.ts';
import { simulate } from './simulate.ts';
import type { SimulationResult, SimulationSurroundings } from './simulate.ts';
import { simulationOf } from './simulationOf.ts';

export interface JobSurroundings extends SimulationSurroundings {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

/** Makes one run. The same job, data and spec give the same record but for its `times`. Throws as `simulate` does. */
export function runJob(
  job: ExperimentJob,
  spec: ExperimentSpec,
  { data, prepared }: { readonly data: DatasetRows; readonly prepared: PreparedSplit },
  surroundings: JobSurroundings,
): RunRecord {
  const startedAt = surroundings.now();
  const result = simulate(simulationOf(job, spec, prepared), surroundings);
  return {
    id: job.id,
    dataset: job.dataset,
    setting: job.setting,
    model: job.model.name,
    strategy: job.strategy.name,
    dataSeed: job.dataSeed,
    seed: job.seed,
    split: job.split,
    classes: data.classes,
    rareClasses: rareClasses(job, spec, data.classes.length),
    ...measuresOf(result, prepared, data.classes.length),
    times: {
      startedAt: surroundings.startedAt,
      selectSeconds: result.selectSeconds,
      fitSeconds: result.fitSeconds,
      totalSeconds: surroundings.now() - startedAt,
    },
  };
}

function measuresOf(result: SimulationResult, prepared: PreparedSplit, classCount: number) {
  const { labeled, evaluations, picks } = result;
  const scores = evaluations.map(({ score }) => score);
  const picksPerClass = new Array<number>(classCount).fill(0);
  for (const rows of picks) for (const row of rows) picksPerClass[prepared.labels[row]!]! += 1;
  return {
    labeled,
    picks: picks.map((rows) => Array.from(rows, (row) => prepared.rows[row]!)),
    picksPerClass,
    scores,
    recall: evaluations.map(({ recall }) => recall),
    precision: evaluations.map(({ precision }) => precision),
    auroc: evaluations.map(({ auroc }) => auroc),
    auac: areaUnderCurve(Float64Array.from(scores)),
    final: scores.at(-1)!,
  };
}

function rareClasses({ setting }: ExperimentJob, spec: ExperimentSpec, classCount: number): number[] {
  const factors = factorsOf(setting, classCount, spec);
  const largest = factors.reduce((a, b) => Math.max(a, b), 0);
  return [...factors.keys()].filter((label) => factors[label]! < largest);
}
