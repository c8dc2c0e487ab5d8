import type { ModelMemory } from '../../protocol/round.ts';
import type { Cancellation } from '../cancellation.ts';
import { initialParameters } from '../networks/initialParameters.ts';
import type {
  NetworkRows,
  NetworkRunner,
  NetworkTask,
  TrainedNetwork,
  TrainingListeners,
  TrainingSchedule,
} from '../networks/networkRunner.ts';
import { layerShapes } from '../networks/networkSpec.ts';
import type { NetworkSpec } from '../networks/networkSpec.ts';
import type { Rng } from '../numeric/rng.ts';
import { networkClassifier } from './networkClassifier.ts';

/** What all trainings of one network have in common, so that it can be trained over again in other ways. */
export interface NetworkPlan {
  readonly networks: NetworkRunner;
  readonly spec: NetworkSpec;
  readonly classCount: number;
  /** Classes of its outputs, and how features are scaled. */
  readonly known: Pick<ModelMemory, 'classes' | 'means' | 'deviations'>;
  /** All rows of the training set, scaled, in an order that does not depend on how they came. */
  readonly rows: NetworkRows;
  readonly schedule: TrainingSchedule;
  readonly signal?: Cancellation | undefined;
  readonly listeners?: TrainingListeners | undefined;
}

/** What is special about one of its trainings: its start and seed, and what is otherwise than in the plan. */
export type TrainingChange = Pick<NetworkTask, 'start' | 'seed'> & Partial<NetworkTask>;

/** Trains on all rows of the plan unless `change` names others. Throws CancelledError. */
export const trainNetwork = (plan: NetworkPlan, change: TrainingChange): TrainedNetwork =>
  plan.networks.train({
    spec: plan.spec,
    rows: plan.rows,
    heldOut: null,
    schedule: plan.schedule,
    signal: plan.signal,
    ...plan.listeners,
    ...change,
  });

/** First weights and a seed that depend on `rng` alone. */
export const freshStart = (spec: NetworkSpec, rng: Rng): TrainingChange => ({
  start: initialParameters(spec, rng.fork('initial')),
  seed: rng.fork('order').integer(2 ** 32),
});

/** The plan's network with these parameters as a task model. */
export const classifierOf = ({ networks, spec, classCount, known }: NetworkPlan, parameters: Float32Array) =>
  networkClassifier({
    networks,
    spec,
    classCount,
    memory: { ...known, parameters, layers: layerShapes(spec) },
  });
