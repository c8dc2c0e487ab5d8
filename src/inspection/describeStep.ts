import { evaluate } from '../engine/experiments/evaluate.ts';
import { findModel } from '../engine/models/registry.ts';
import type { Method } from '../protocol/experiment.ts';
import type { InspectedStep, NamedChoice, ReplayCheck } from '../protocol/inspect.ts';
import type { PreparedStep } from './preparedStep.ts';
import { countClasses } from './roundInput.ts';
import type { RunInspector } from './runInspector.ts';

/** A step, 1-based, as it was recorded, and whether working it out again gave the same. Throws as `PreparedStep` does. */
export function describeStep(inspector: RunInspector, step: number, prepared: PreparedStep): InspectedStep {
  const { job, record, spec } = inspector.run;
  const { output } = prepared.ranking(prepared.strategy);
  const { labels, classCount } = prepared.input;
  return {
    step,
    dataset: job.dataset,
    setting: job.setting,
    dataSeed: job.dataSeed,
    seed: job.seed,
    strategy: choiceOf(job.strategy, prepared.titleOf(job.strategy.name)),
    model: choiceOf(
      job.model,
      job.model.name === job.model.id ? findModel(job.model.id).title : job.model.name,
    ),
    batchSize: spec.batch,
    labels: countClasses(labels, classCount),
    pool: output.ranking.length,
    coldStart: null,
    fallback: output.fallback,
    metric: spec.metric,
    score: record.scores[step - 1]!,
    fitSeconds: record.times.fitSeconds[step - 1] ?? 0,
    selectSeconds: record.times.selectSeconds[step - 1] ?? 0,
    replay: checkStep(inspector, step, prepared),
  };
}

const choiceOf = ({ id, params }: Method, title: string): NamedChoice => ({ id, title, params });

/** Compares what the step picked and scored with the record. */
export function checkStep(inspector: RunInspector, step: number, prepared: PreparedStep): ReplayCheck {
  const picked = inspector.picks[step - 1]!;
  const { ranking } = prepared.ranking(prepared.strategy).output;
  const differences: string[] = [];
  const moved = picked.findIndex((row, place) => ranking[place] !== row);
  if (moved >= 0) differences.push(`The step picks other items from place ${moved + 1} on.`);
  const recorded = inspector.run.record.scores[step - 1]!;
  const score = scoreOf(inspector, prepared);
  if (score !== recorded) {
    differences.push(`The model scores ${score} on the test rows, where ${recorded} was recorded.`);
  }
  if (differences.length > 0) {
    differences.push(
      'Another version of NextLabel or another kind of processor may compute other last digits.',
    );
  }
  return { same: differences.length === 0, differences, compared: picked.length };
}

function scoreOf({ simulation }: RunInspector, { model }: PreparedStep): number {
  const { test, metric } = simulation;
  return evaluate(model.fitted, test, { metric, givesProbabilities: model.givesProbabilities }).score;
}
