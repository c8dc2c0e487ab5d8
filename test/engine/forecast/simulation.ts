import { firstReached } from '../../../src/engine/forecast/reachTarget.ts';
import type { ForecastInput } from '../../../src/engine/forecast/forecastInput.ts';
import { resolveParams } from '../../../src/engine/models/params.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import { isotonic } from '../../../src/engine/numeric/isotonic.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { findStrategy } from '../../../src/engine/strategies/registry.ts';
import { replay } from '../../../src/engine/whatIf/replay.ts';
import type { TargetReach } from '../../../src/protocol/forecast.ts';
import { labelPool } from '../whatIf/simulation.ts';
import type { Scenario, ScenarioData } from '../whatIf/simulation.ts';

/** A project that is asked how it will go on. */
export function forecastInput(scenario: Scenario, data: ScenarioData, seed: number): ForecastInput {
  return {
    ...labelPool(scenario, data, seed),
    classCount: data.classCount,
    objective: { kind: 'accuracy' },
    pace: null,
    batchSize: 10,
    standsIn: false,
    level: 0.9,
  };
}

/** How the project really goes on. */
export interface Continuation {
  /** Labels in all, ascending from the present. */
  readonly counts: readonly number[];
  /** Accuracy on the test rows: of the present model, then in the mean of all runs, made non-decreasing. */
  readonly scores: readonly number[];
}

/**
 * Goes on from the project's labels with its own strategy, `runs` times with other draws, up to `horizon` labels. The
 * truth is the mean of the runs: one run's accuracy goes up and down by luck, and so would its first crossing.
 */
export function continueProject(
  scenario: Scenario,
  data: ScenarioData,
  {
    input,
    horizon,
    runs,
  }: { readonly input: ForecastInput; readonly horizon: number; readonly runs: number },
): Continuation {
  const { rows } = input.queued;
  const model = findModel(scenario.model);
  const strategy = findStrategy(scenario.own);
  const counts = [rows.length];
  for (let count = rows.length; count < horizon;) {
    count = Math.min(horizon, Math.round(Math.max(count + 5, count * 1.2)));
    counts.push(count);
  }
  const ranker = { strategy, params: resolveParams(strategy.params, {}) };
  const sums = counts.map(() => 0);
  for (let run = 0; run < runs; run++) {
    const stages = replay(
      {
        features: data.features,
        labels: data.labels,
        classCount: data.classCount,
        given: rows,
        open: data.pool,
        model,
        modelParams: resolveParams(model.params, scenario.modelParams),
        randomShare: scenario.randomShare,
        counts: counts.map((count) => count - rows.length),
        rankers: counts.map(() => ranker),
      },
      createRng(1e6 + run).fork(String(input.seed)),
    );
    let stage = 0;
    for (const { predict } of stages) {
      const predicted = predict(data.test);
      const right = data.test.filter((row, place) => predicted[place] === data.labels[row]).length;
      sums[stage++]! += right / data.test.length / runs;
    }
  }
  return { counts, scores: [sums[0]!, ...isotonic(sums.slice(1))] };
}

/** Labels that it really takes to a score; null = not within the horizon. */
export function labelsTo({ counts, scores }: Continuation, score: number): number | null {
  const reached = firstReached(counts, scores, score);
  return reached === null ? null : reached - counts[0]!;
}

/** Whether an interval holds the truth; null is "not within the horizon", also for its ends. */
export function holds({ low, high }: Pick<TargetReach, 'low' | 'high'>, truth: number | null): boolean {
  if (truth === null) return high === null;
  return low !== null && low <= truth && (high === null || truth <= high);
}
