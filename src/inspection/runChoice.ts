import type { ExperimentJob } from '../engine/experiments/experimentJob.ts';
import type { RunChoice } from '../protocol/runFacts.ts';

/** A job as it is chosen: by the names of the spec. */
export const runChoice = ({ model, strategy, ...job }: ExperimentJob): RunChoice => ({
  ...job,
  model: model.name,
  strategy: strategy.name,
});
