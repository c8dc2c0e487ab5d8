import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import type { ParamValues } from '../models/classifier.ts';
import { select } from '../strategies/select.ts';
import { firstStep, fitStep, knowledgeOf, nextStep, stepView } from './simulationSteps.ts';
import type { Simulation, SimulationStep } from './simulationSteps.ts';

export interface ReplayOptions {
  /** A step of the same run that lies before; by default the first. */
  readonly from?: SimulationStep | undefined;
  readonly signal?: Cancellation | undefined;
  /** Told of each step that has to be worked out on the way. */
  readonly onStep?: ((step: number) => void) | undefined;
}

/**
 * Where a run stood before the batch `step` (from 0) was picked, by the rows that were picked until then. Where the task
 * model or the strategy goes on from the step before, the steps before are worked out again. Throws CancelledError.
 */
export function stepAt(
  simulation: Simulation,
  picks: readonly Int32Array[],
  step: number,
  { from, signal, onStep }: ReplayOptions = {},
): SimulationStep {
  const known = goesOn(simulation.strategyParams) ? knowledgeOf(simulation) : null;
  let state = from ?? firstStep(simulation);
  while (state.step < step) {
    throwIfCancelled(signal);
    let kept: Pick<SimulationStep, 'memory' | 'modelMemory'> = {};
    if (known !== null || goesOn(simulation.modelParams)) {
      onStep?.(state.step);
      const model = fitStep(simulation, state, signal);
      kept = { modelMemory: model.memory };
      if (known !== null) {
        const { view, rng } = stepView(simulation, state, { model, known, signal });
        kept = { ...kept, memory: select(simulation.strategy, view, simulation.batch, rng).memory };
      }
    }
    state = nextStep(state, picks[state.step]!, kept);
  }
  return state;
}

/** The parameter is called the same wherever there is one. */
const goesOn = (params: ParamValues): boolean => params['warmStart'] === true;
