import type { ModelMemory } from '../../protocol/round.ts';
import type { ExperimentMetric } from '../../protocol/experiment.ts';
import type { Objective } from '../../protocol/gains.ts';
import type { Cancellation } from '../cancellation.ts';
import type { ClassifierDefinition, FittedClassifier, ParamValues } from '../models/classifier.ts';
import { gatherRows } from '../numeric/gatherRows.ts';
import type { DenseMatrix } from '../numeric/matrix.ts';
import type { Rng } from '../numeric/rng.ts';
import type { KnownRows } from '../oracle/oracleData.ts';
import { oracleModelOf } from '../oracle/oracleModel.ts';
import { neededScores } from '../rounds/neededScores.ts';
import type { PoolView, RevealedLabels, Strategy } from '../strategies/strategy.ts';
import type { TestRows } from './evaluate.ts';
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

/** Where a run stands before a batch is picked. */
export interface SimulationStep {
  /** Batches before this one. */
  readonly step: number;
  /** Rows in the order in which they were labeled. */
  readonly labeled: Int32Array;
  readonly pool: Int32Array;
  /** What the strategy and the task model go on from, where they do. */
  readonly memory?: Float64Array | undefined;
  readonly modelMemory?: ModelMemory | undefined;
}

export const firstStep = ({ split }: Simulation): SimulationStep => ({
  step: 0,
  labeled: split.labeled,
  pool: split.pool,
});

/** The step after the labels of `picked` were revealed. */
export function nextStep(
  { step, labeled, pool }: SimulationStep,
  picked: Int32Array,
  kept: Pick<SimulationStep, 'memory' | 'modelMemory'>,
): SimulationStep {
  const gone = new Set(picked);
  return {
    step: step + 1,
    labeled: Int32Array.of(...labeled, ...picked),
    pool: pool.filter((row) => !gone.has(row)),
    ...kept,
  };
}

/** The step's task model. Throws CancelledError. */
export function fitStep(
  simulation: Simulation,
  { labeled, modelMemory }: SimulationStep,
  signal: Cancellation | undefined,
): FittedClassifier {
  const { features, labels, test, model, modelParams, modelSeed } = simulation;
  const weights = rowWeights(simulation, labeled);
  return model.fit(
    {
      features: gatherRows(features, labeled),
      labels: labeled.map((row) => labels[row]!),
      classCount: test.classCount,
      seed: modelSeed,
      ...(weights && { weights }),
      ...(modelMemory && { start: modelMemory }),
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
export type SimulationKnowledge = Pick<PoolView, 'objective' | 'retrained' | 'reward' | 'revealed'>;

/** Of all steps of a run. */
export function knowledgeOf(simulation: Simulation): SimulationKnowledge {
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

export interface StepSurroundings {
  /** The step's own, from `fitStep`. */
  readonly model: FittedClassifier;
  readonly known: SimulationKnowledge;
  readonly signal?: Cancellation | undefined;
}

/** What the strategy looks at, and what it draws from. Throws CancelledError. */
export function stepView(
  simulation: Simulation,
  { step, labeled, pool, memory }: SimulationStep,
  { model, known, signal }: StepSurroundings,
): { readonly view: PoolView; readonly rng: Rng } {
  const { features, labels, test, strategy, strategyParams, modelParams, modelSeed } = simulation;
  const labelWeights = rowWeights(simulation, labeled);
  const view: PoolView = {
    features,
    ...(simulation.model.input === 'pixels' && { pixels: true }),
    candidates: pool,
    labeledRows: labeled,
    labels: labeled.map((row) => labels[row]!),
    ...(labelWeights && { labelWeights }),
    classCount: test.classCount,
    fit: (training) => simulation.model.fit({ seed: modelSeed, ...training }, modelParams, signal),
    batchSize: simulation.batch,
    round: step,
    ...known,
    ...(memory && { memory }),
    params: strategyParams,
    ...(signal && { signal }),
  };
  const shared = neededScores(view, model, strategy.needs);
  return { view: { ...view, ...shared, model }, rng: simulation.rng.fork(`step ${String(step)}`) };
}
