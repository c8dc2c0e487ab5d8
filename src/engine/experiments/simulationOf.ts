import { resolveParams } from '../models/params.ts';
import { findModel } from '../models/registry.ts';
import { findStrategy } from '../strategies/registry.ts';
import type { ExperimentSpec, Method } from '../../protocol/experiment.ts';
import { modelSeed, runRng } from './experimentJob.ts';
import type { ExperimentJob } from './experimentJob.ts';
import type { PreparedSplit } from './prepareSplit.ts';
import type { Simulation } from './simulationSteps.ts';

/** A job on its split. Throws RangeError for an unknown model, strategy or parameter. */
export function simulationOf(job: ExperimentJob, spec: ExperimentSpec, prepared: PreparedSplit): Simulation {
  const model = findModel(job.model.id);
  return {
    features: prepared.features,
    labels: prepared.labels,
    split: prepared.split,
    test: prepared.test,
    weightedFit: job.setting === 'imbalancedWeighted',
    model,
    modelParams: resolveParams(model.params, job.model.params),
    ...strategyOf(job, job.strategy),
    batch: spec.batch,
    steps: spec.steps,
    metric: spec.metric,
    modelSeed: modelSeed(job),
  };
}

/** The parts of a job's simulation by which another strategy would pick, drawing what a run of its own draws. */
export function strategyOf(
  job: ExperimentJob,
  method: Method,
): Pick<Simulation, 'strategy' | 'strategyParams' | 'rng'> {
  const strategy = findStrategy(method.id);
  return {
    strategy,
    strategyParams: resolveParams(strategy.params, method.params),
    rng: runRng({ ...job, strategy: method }),
  };
}
