import { describe, expect, it } from 'vitest';
import { CancelledError } from '../../../src/engine/cancellation.ts';
import { prepareSplit } from '../../../src/engine/experiments/prepareSplit.ts';
import { stepAt } from '../../../src/engine/experiments/replaySteps.ts';
import { simulate } from '../../../src/engine/experiments/simulate.ts';
import { fitStep, knowledgeOf, stepView } from '../../../src/engine/experiments/simulationSteps.ts';
import type { Simulation } from '../../../src/engine/experiments/simulationSteps.ts';
import type { ClassifierDefinition } from '../../../src/engine/models/classifier.ts';
import { logisticRegression } from '../../../src/engine/models/logisticRegression.ts';
import { resolveParams } from '../../../src/engine/models/params.ts';
import { findModel } from '../../../src/engine/models/registry.ts';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { rankCandidates } from '../../../src/engine/rounds/rankCandidates.ts';
import { findStrategy, strategies } from '../../../src/engine/strategies/registry.ts';
import type { Params, Setting } from '../../../src/protocol/experiment.ts';
import { clouds, smallSpec } from './experiments.ts';

const still = { now: () => 0 };

interface Changes extends Partial<Simulation> {
  readonly params?: Params;
  readonly setting?: Setting;
  readonly initial?: number;
}

function simulationOf(
  id: string,
  { params = {}, setting = 'balanced', initial = 6, ...changes }: Changes = {},
): Simulation {
  const prepared = prepareSplit(clouds(160), smallSpec({ initial }), {
    name: 'split',
    setting,
    normalise: 'global',
    rng: createRng(1),
  });
  const strategy = findStrategy(id);
  return {
    ...prepared,
    weightedFit: setting === 'imbalancedWeighted',
    model: findModel('logisticRegression'),
    modelParams: { C: 1 },
    strategy,
    strategyParams: resolveParams(strategy.params, params),
    batch: 2,
    steps: 3,
    metric: 'weightedAccuracy',
    rng: createRng(2),
    modelSeed: 0,
    ...changes,
  };
}

/** What each step picks, put together again from the picks before it alone. */
function replayed(simulation: Simulation, picks: readonly Int32Array[]): number[][] {
  return picks.map((picked, step) => {
    const state = stepAt(simulation, picks, step);
    const model = fitStep(simulation, state, undefined);
    const { view, rng } = stepView(simulation, state, { model, known: knowledgeOf(simulation) });
    const { order } = rankCandidates(simulation.strategy, view, simulation.batch, rng);
    expect(order).toHaveLength(state.pool.length);
    return Array.from(order.subarray(0, picked.length), (position) => view.candidates[position]!);
  });
}

const asLists = (picks: readonly Int32Array[]): number[][] => picks.map((batch) => [...batch]);

/** A logistic regression that thinks otherwise with every fit that it goes on from. */
const counting: ClassifierDefinition = {
  ...logisticRegression,
  id: 'counting',
  params: [
    ...logisticRegression.params,
    { name: 'warmStart', description: '', kind: 'boolean', default: false },
  ],
  fit(training, { warmStart, ...params }, signal) {
    const fits = 1 + (warmStart === true ? (training.start?.means[0] ?? 0) : 0);
    const fitted = logisticRegression.fit(training, params, signal);
    const none = {
      classes: new Int32Array(0),
      deviations: new Float64Array(0),
      parameters: new Float32Array(0),
      layers: [],
    };
    return {
      classCount: fitted.classCount,
      memory: { ...none, means: Float64Array.of(fits) },
      probabilities: (features) =>
        Float64Array.from({ length: 2 * features.rows }, (_, at) => {
          const second =
            0.5 + 0.4 * Math.sin(fits * 7 + features.data[(at >> 1) * features.columns]! * 9 * fits);
          return at % 2 === 1 ? second : 1 - second;
        }),
    };
  },
};

describe('a step put together again', () => {
  // Others need a network.
  const { gives } = findModel('logisticRegression');
  const linear = strategies.filter(({ needs }) => needs.every((need) => gives.includes(need)));
  it.each(linear.map(({ id }) => id))('picks what the run picked: %s', (id) => {
    const given = simulationOf(id, { steps: id.startsWith('neuralProcess') ? 1 : 2 });
    const { picks } = simulate(given, still);
    expect(replayed(given, picks)).toEqual(asLists(picks));
  });

  it.each(['imbalanced', 'imbalancedWeighted'] as const)('does so in the setting %s', (setting) => {
    for (const id of ['margin', 'expectedErrorReduction', 'oracle']) {
      const given = simulationOf(id, { setting });
      const { picks } = simulate(given, still);
      expect(replayed(given, picks)).toEqual(asLists(picks));
    }
  });

  it('goes through the steps before where the strategy goes on from them', () => {
    const params = { simulations: 10, epochs: 4, warmStart: true };
    const given = simulationOf('neuralProcess', { params, initial: 24 });
    const { picks } = simulate(given, still);
    expect(replayed(given, picks)).toEqual(asLists(picks));
    const steps: number[] = [];
    const last = stepAt(given, picks, 2, { onStep: (step) => steps.push(step) });
    expect(last.memory!.length).toBeGreaterThan(0);
    expect(steps).toEqual([0, 1]);
    // From a step that is known, only what follows is worked out.
    const from = stepAt(given, picks, 1);
    steps.length = 0;
    expect(stepAt(given, picks, 2, { from, onStep: (step) => steps.push(step) })).toEqual(last);
    expect(steps).toEqual([1]);
  });

  it('goes through them where the task model goes on from its last fit', () => {
    const warm = { model: counting, modelParams: { C: 1, warmStart: true }, steps: 4 };
    const given = simulationOf('margin', warm);
    const { picks } = simulate(given, still);
    expect(replayed(given, picks)).toEqual(asLists(picks));
    expect(stepAt(given, picks, 3).modelMemory!.means).toEqual(Float64Array.of(3));
    const cold = simulationOf('margin', { ...warm, modelParams: { C: 1, warmStart: false } });
    expect(asLists(simulate(cold, still).picks)).not.toEqual(asLists(picks));
  });

  it('works nothing out on the way where nothing goes on', () => {
    const given = simulationOf('entropy');
    const { picks } = simulate(given, still);
    const onStep = (): void => expect.fail('no step has to be worked out');
    expect(stepAt(given, picks, 2, { onStep }).labeled).toHaveLength(10);
  });

  it('stops when it is told to', () => {
    const given = simulationOf('entropy');
    const { picks } = simulate(given, still);
    expect(() => stepAt(given, picks, 2, { signal: { aborted: true } })).toThrow(CancelledError);
  });
});
