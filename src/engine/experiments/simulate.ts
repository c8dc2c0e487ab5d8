import type { ModelMemory } from '../../protocol/round.ts';
import { throwIfCancelled } from '../cancellation.ts';
import type { Cancellation } from '../cancellation.ts';
import type { ClassifierDefinition, FittedClassifier, ParamValues } from '../models/classifier.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import type { KnownRows } from '../oracle/oracleData.ts';
import { oracleModelOf } from '../oracle/oracleModel.ts';
import { neededScores } from '../rounds/neededScores.ts';
import { capabilitiesOf } from '../rounds/servedBy.ts';
import { select } from '../strategies/select.ts';
import type { PoolView, RevealedLabels, Selection, Strategy } from '../strategies/strategy.ts';
import type { ExperimentMetric } from '../../protocol/experiment.ts';
import type { Objective } from '../../protocol/gains.ts';
import { evaluate } from './evaluate.ts';
import type { Evaluation, TestRows } from './evaluate.ts';
import type { Split } from './splitRows.ts';

/** A labeling campaign with a simulated annotator. */
export interface Simulation {
  /** All rows, N x d, with the hidden label of each. */
  readonly features: DenseMatrix;
  readonly labels: Int32Array;
  /** Row numbers; `test` is unused, the test rows are given apart. */
  readonly split: Omit<Split, 'test'>;
  readonly test: TestRows;
  /** Whether a row counts as much in a fit as an item of its class in the weighted accuracy. */
  readonly weightedFit: boolean;
  readonly model: ClassifierDefinition;
  readonly modelParams: ParamValues;
  readonly strategy: Strategy;
  readonly strategyParams: ParamValues;
  readonly batch: number;
  readonly steps: number;
  readonly metric: ExperimentMetric;
  readonly rng: Rng;
  /** Of task models that draw. */
  readonly modelSeed: number;
}

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
 * fitted from scratch each time (Bakker et al. 2023, section 4), unless its parameters say otherwise. Deterministic but for the times. Throws CancelledError,
 * and RangeError where model and strategy do not go together.
 */
export function simulate(simulation: Simulation, surroundings: SimulationSurroundings): SimulationResult {
  const { split, steps, test, metric } = simulation;
  const { signal, now } = surroundings;
  const gives = capabilitiesOf(simulation.model, simulation.modelParams);
  const known = reveal(simulation);
  let labeled = split.labeled;
  let pool = split.pool;
  let memory: Float64Array | undefined;
  let model: FittedClassifier | undefined;
  const outcome = createOutcome();
  for (let step = 0; ; step++) {
    throwIfCancelled(signal);
    const fitAt = now();
    model = fitTo(simulation, { rows: labeled, start: model?.memory }, signal);
    outcome.fitSeconds.push(now() - fitAt);
    outcome.labeled.push(labeled.length);
    outcome.evaluations.push(
      evaluate(model, test, { metric, givesProbabilities: gives.includes('probabilities') }),
    );
    if (step === steps || pool.length === 0) return outcome;
    const selectAt = now();
    const view = viewOf(simulation, { labeled, pool, step, known, memory, signal });
    const { rowIds: picked, ...kept } = pick(simulation, view, model);
    memory = kept.memory;
    outcome.selectSeconds.push(now() - selectAt);
    outcome.picks.push(picked);
    labeled = Int32Array.of(...labeled, ...picked);
    const gone = new Set(picked);
    pool = pool.filter((row) => !gone.has(row));
  }
}

const createOutcome = () => ({
  labeled: [] as number[],
  evaluations: [] as Evaluation[],
  picks: [] as Int32Array[],
  fitSeconds: [] as number[],
  selectSeconds: [] as number[],
});

function fitTo(
  simulation: Simulation,
  { rows, start }: { readonly rows: Int32Array; readonly start: ModelMemory | undefined },
  signal: Cancellation | undefined,
): FittedClassifier {
  const { features, labels, test, model, modelParams, modelSeed } = simulation;
  const weights = rowWeights(simulation, rows);
  return model.fit(
    {
      features: gatherRows(features, rows),
      labels: rows.map((row) => labels[row]!),
      classCount: test.classCount,
      seed: modelSeed,
      ...(weights && { weights }),
      ...(start && { start }),
    },
    modelParams,
    signal,
  );
}

function rowWeights({ weightedFit, labels, test }: Simulation, rows: Int32Array): Float64Array | undefined {
  if (!weightedFit) return undefined;
  return Float64Array.from(rows, (row) => test.classWeights[labels[row]!]!);
}

/** What strategies may look at besides the pool: what gains are measured on, and in a simulation the hidden labels. */
type Known = Pick<PoolView, 'objective' | 'retrained' | 'reward' | 'revealed'>;

function reveal(simulation: Simulation): Known {
  const { features, labels, split, test, model, modelParams, strategy } = simulation;
  const retrained = oracleModelOf(model.id, modelParams);
  const weights = rowWeights(simulation, Int32Array.from(labels.keys()));
  const reward = {
    features: gatherRows(features, split.reward),
    labels: split.reward.map((row) => labels[row]!),
  };
  const revealed: RevealedLabels = { labels, ...(weights && { weights }), test: valued(simulation, test) };
  return {
    objective: objectiveOf(simulation),
    ...(retrained && { retrained }),
    ...(reward.labels.length > 0 && { reward: valued(simulation, reward) }),
    ...(strategy.simulationOnly && { revealed }),
  };
}

/** The experiment's score as a strategy may aim at it; the mean F1 and the AUROC as the balance that they reward. */
function objectiveOf({ metric, test: { classWeights } }: Simulation): Objective {
  if (metric === 'accuracy') return { kind: 'accuracy' };
  if (metric === 'weightedAccuracy') return { kind: 'weightedAccuracy', weights: [...classWeights] };
  return { kind: 'balancedAccuracy' };
}

/** Rows with what each counts in the score; for any metric but the weighted accuracy all count the same. */
function valued(
  { metric, test: { classWeights } }: Simulation,
  { features, labels }: Pick<KnownRows, 'features' | 'labels'>,
): KnownRows {
  const weighted = metric === 'weightedAccuracy';
  return {
    features,
    labels,
    weights: Float64Array.from(labels, (label) => (weighted ? classWeights[label]! : 1)),
  };
}

interface Moment {
  readonly labeled: Int32Array;
  readonly pool: Int32Array;
  readonly step: number;
  readonly known: Known;
  readonly memory: Float64Array | undefined;
  readonly signal: Cancellation | undefined;
}

function viewOf(simulation: Simulation, { labeled, pool, step, known, memory, signal }: Moment): PoolView {
  const { features, labels, test, strategyParams, model, modelParams, modelSeed } = simulation;
  const labelWeights = rowWeights(simulation, labeled);
  return {
    features,
    candidates: pool,
    labeledRows: labeled,
    labels: labeled.map((row) => labels[row]!),
    ...(labelWeights && { labelWeights }),
    classCount: test.classCount,
    fit: (training) => model.fit({ seed: modelSeed, ...training }, modelParams, signal),
    round: step,
    ...known,
    ...(memory && { memory }),
    params: strategyParams,
    ...(signal && { signal }),
  };
}

function pick({ strategy, batch, rng }: Simulation, view: PoolView, model: FittedClassifier): Selection {
  const shared = neededScores(view, model, strategy.needs);
  const step = rng.fork(`step ${String(view.round)}`);
  return select(strategy, { ...view, ...shared, model }, batch, step);
}
