import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import { capabilitiesOf } from '../rounds/servedBy.ts';
import { select } from '../strategies/select.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation } from './evaluate.ts';
import { firstStep, fitStep, knowledgeOf, nextStep, stepView } from './simulationSteps.ts';
import type { Simulation } from './simulationSteps.ts';

export interface SimulationSurroundings {
  readonly signal?: Cancellation | undefined;
  /** A clock in seconds. */
  readonly now: () => number;
}

export interface SimulationResult {
  /** Length steps + 1. */
  readonly labeled: readonly number[];
  readonly evaluations: readonly Evaluation[];
  /** Rows, length steps. */
  readonly picks: readonly Int32Array[];
  readonly fitSeconds: readonly number[];
  readonly selectSeconds: readonly number[];
}

/**
 * Trains and scores, then lets the strategy pick a batch whose labels are revealed, `steps` times; the task model is
 * fitted from scratch each time (Bakker et al. 2023, section 4), unless its parameters say otherwise. Deterministic but
 * for the times. Throws CancelledError, and RangeError where model and strategy do not go together.
 */
export function simulate(simulation: Simulation, surroundings: SimulationSurroundings): SimulationResult {
  const { steps, test, metric, strategy, batch } = simulation;
  const { signal, now } = surroundings;
  const gives = capabilitiesOf(simulation.model, simulation.modelParams);
  const known = knowledgeOf(simulation);
  const outcome = createOutcome();
  for (let state = firstStep(simulation); ;) {
    throwIfCancelled(signal);
    const fitAt = now();
    const model = fitStep(simulation, state, signal);
    outcome.fitSeconds.push(now() - fitAt);
    outcome.labeled.push(state.labeled.length);
    outcome.evaluations.push(
      evaluate(model, test, { metric, givesProbabilities: gives.includes('probabilities') }),
    );
    if (state.step === steps || state.pool.length === 0) return outcome;
    const selectAt = now();
    const { view, rng } = stepView(simulation, state, { model, known, signal });
    const { rowIds: picked, memory } = select(strategy, view, batch, rng);
    outcome.selectSeconds.push(now() - selectAt);
    outcome.picks.push(picked);
    state = nextStep(state, picked, { memory, modelMemory: model.memory });
  }
}

const createOutcome = () => ({
  labeled: [] as number[],
  evaluations: [] as Evaluation[],
  picks: [] as Int32Array[],
  fitSeconds: [] as number[],
  selectSeconds: [] as number[],
});
