import { imageShape } from '../models/imageShape.ts';
import { resolveParams } from '../models/params.ts';
import { findModel } from '../models/registry.ts';
import { oracleModelOf } from '../oracle/oracleModel.ts';
import { refuseCandidates, refuseUnserved } from '../rounds/servedBy.ts';
import { findStrategy } from '../strategies/registry.ts';
import type { ExperimentSpec, Method, NotRun, Setting } from '../../protocol/experiment.ts';
import type { DatasetRows } from './datasetRows.ts';
import { listJobs } from './experimentJob.ts';
import type { ExperimentJob } from './experimentJob.ts';
import { keptPerClass } from './imbalance.ts';
import { splitPlanOf } from './prepareSplit.ts';
import { splitNeeds } from './splitRows.ts';

export interface ExperimentPlan {
  readonly jobs: readonly ExperimentJob[];
  readonly notRun: readonly NotRun[];
}

/**
 * The runs of a spec, without those that cannot be made: a data set with too few rows in a setting, a strategy that a
 * task model cannot serve.
 */
export function planExperiment(spec: ExperimentSpec, datasets: readonly DatasetRows[]): ExperimentPlan {
  const tooSmall = datasets.flatMap((data) =>
    spec.settings.flatMap((setting): NotRun[] => {
      const reason = shortage(spec, data, setting);
      return reason === null ? [] : [{ dataset: data.name, setting, model: null, strategy: null, reason }];
    }),
  );
  const isTooSmall = ({ dataset, setting }: Pick<NotRun, 'dataset' | 'setting'>): boolean =>
    tooSmall.some((each) => each.dataset === dataset && each.setting === setting);
  const unfit = listUnfit(spec, datasets).filter((each) => !isTooSmall(each));
  const isUnfit = ({
    dataset,
    model,
  }: {
    readonly dataset: string;
    readonly model: string | null;
  }): boolean => unfit.some((each) => each.dataset === dataset && each.model === model);
  const unserved = listUnserved(spec).filter((each) => !isTooSmall(each) && !isUnfit(each));
  const isUnserved = ({ model, strategy }: ExperimentJob): boolean =>
    unserved.some((each) => each.model === model.name && each.strategy === strategy.name);
  const canRun = (job: ExperimentJob): boolean =>
    !isTooSmall(job) && !isUnfit({ dataset: job.dataset, model: job.model.name }) && !isUnserved(job);
  return { jobs: listJobs(spec).filter(canRun), notRun: [...tooSmall, ...unfit, ...unserved] };
}

/** What a data set lacks in a setting, in words; null where it suffices. */
function shortage(spec: ExperimentSpec, data: DatasetRows, setting: Setting): string | null {
  const plan = splitPlanOf(spec, data, setting);
  const counts = countClasses(data.labels, plan.classCount);
  const kept = keptPerClass(counts, plan.factors);
  const total = kept.reduce((a, b) => a + b, 0);
  const held = data.classes.map((name, label) => `${kept[label]!} of class ${name}`).join(', ');
  const needs = splitNeeds(plan, total);
  const picks = spec.batch * spec.steps;
  const needed = needs.test + needs.reward + needs.initial + picks;
  if (total < needed) {
    return (
      `The ${setting} setting leaves ${total} rows (${held}), and ${needed} are needed: ${needs.test} for the ` +
      `test, ${needs.reward} for the reward, ${needs.initial} labeled at the start, ${picks} to pick.`
    );
  }
  const usable = kept.filter((rows) => rows >= (spec.initial === 'onePerClass' ? 1 : 2)).length;
  if (usable < 2 || (spec.initial === 'onePerClass' && usable < data.classes.length)) {
    return `The ${setting} setting leaves too few rows of some classes (${held}) to start with several classes.`;
  }
  if (needs.test === 0 && data.test === null) return 'The test share leaves no test row.';
  if (data.test !== null && data.test.labels.length === 0) return 'Its test file has no rows.';
  return null;
}

function countClasses(labels: Int32Array, classCount: number): Float64Array {
  const counts = new Float64Array(classCount);
  for (const label of labels) counts[label]!++;
  return counts;
}

/** Task models that look at images, on data that are none. */
function listUnfit(spec: ExperimentSpec, datasets: readonly DatasetRows[]): readonly NotRun[] {
  const ofPixels = spec.models.filter(({ id }) => findModel(id).input === 'pixels');
  return ofPixels.flatMap((model) =>
    datasets.flatMap(({ name: dataset, features }): NotRun[] => {
      const reason = refusal(() => imageShape(features.columns));
      if (reason === null) return [];
      return spec.settings.map((setting) => ({
        dataset,
        setting,
        model: model.name,
        strategy: null,
        reason,
      }));
    }),
  );
}

function listUnserved(spec: ExperimentSpec): readonly NotRun[] {
  return spec.models.flatMap((model) =>
    spec.strategies.flatMap((strategy) => {
      const reason = unservedReason(model, strategy);
      if (reason === null) return [];
      return spec.datasets.flatMap(({ name: dataset }) =>
        spec.settings.map((setting) => ({
          dataset,
          setting,
          model: model.name,
          strategy: strategy.name,
          reason,
        })),
      );
    }),
  );
}

/** Why a strategy cannot be run with a task model, in words; null where it can. */
export function unservedReason(model: Method, strategy: Method): string | null {
  const learner = findModel(model.id);
  const ranker = findStrategy(strategy.id);
  const modelParams = resolveParams(learner.params, model.params);
  if (ranker.simulationOnly === true) return oracleReason(model, strategy);
  return refusal(() => {
    refuseUnserved(ranker, learner, modelParams);
    refuseCandidates(ranker, resolveParams(ranker.params, strategy.params), learner, modelParams);
  });
}

/** Why something cannot be had, by the RangeError that says so; null where it can. */
function refusal(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}

function oracleReason(model: Method, strategy: Method): string | null {
  const { title } = findStrategy(strategy.id);
  const learner = findModel(model.id);
  const retrained = oracleModelOf(model.id, model.params);
  if (retrained === null) return `${title} cannot retrain ${learner.title}.`;
  const { metric, ties } = strategy.params;
  if (retrained.id === 'svc' && (metric === 'logLoss' || ties === 'logLikelihood')) {
    return `${title} needs probabilities for its log-likelihood, which ${learner.title} does not give.`;
  }
  return null;
}
