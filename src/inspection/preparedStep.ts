import type { Cancellation } from '../engine/cancellation.ts';
import type { ExperimentJob } from '../engine/experiments/experimentJob.ts';
import { unservedReason } from '../engine/experiments/planExperiment.ts';
import { strategyOf } from '../engine/experiments/simulationOf.ts';
import { fitStep, knowledgeOf, stepView } from '../engine/experiments/simulationSteps.ts';
import type { Simulation, SimulationStep } from '../engine/experiments/simulationSteps.ts';
import type { ExplainedInput, ExplanationContext } from '../engine/inspect/explainItem.ts';
import type { RoundModel } from '../engine/inspect/pastRound.ts';
import { createChangeCounter } from '../engine/inspect/predictionChanges.ts';
import { placesOf } from '../engine/inspect/strategyRankings.ts';
import type { StrategyRanking } from '../engine/inspect/strategyRankings.ts';
import { createRng } from '../engine/numeric/rng.ts';
import { capabilitiesOf } from '../engine/rounds/servedBy.ts';
import { rankCandidates } from '../engine/rounds/rankCandidates.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { Method } from '../protocol/experiment.ts';
import { currentSignal } from './rankedRound.ts';
import type { RankedRound } from './rankedRound.ts';

export interface StepParts {
  readonly job: ExperimentJob;
  readonly simulation: Simulation;
  readonly state: SimulationStep;
  /** Of the spec. Strategies are called by their names there, others by their ids with their defaults. */
  readonly methods: readonly Method[];
}

/** A step of an experiment's run. */
export class PreparedStep implements RankedRound {
  readonly state: SimulationStep;
  readonly input: ExplainedInput;
  signal: Cancellation | undefined;
  readonly #parts: StepParts;
  readonly #rankings = new Map<string, StrategyRanking>();
  #model: RoundModel | null = null;
  #changes: ExplanationContext['changes'] = null;

  constructor(parts: StepParts) {
    this.#parts = parts;
    this.state = parts.state;
    const { features, labels, test } = parts.simulation;
    const { labeled } = parts.state;
    this.input = {
      features,
      labeledRows: labeled,
      labels: labeled.map((row) => labels[row]!),
      classCount: test.classCount,
    };
  }

  get strategy(): string {
    return this.#parts.job.strategy.name;
  }

  get model(): RoundModel {
    const { simulation, state } = this.#parts;
    const { model: definition, modelParams: params } = simulation;
    return (this.#model ??= {
      definition,
      params,
      fitted: fitStep(simulation, state, this.signal),
      givesProbabilities: capabilitiesOf(definition, params).includes('probabilities'),
    });
  }

  get changes(): ExplanationContext['changes'] {
    if (this.#changes === null) {
      const { simulation } = this.#parts;
      const signal = currentSignal(this);
      const { view } = this.#viewOf(simulation, signal);
      const { fit, model } = view;
      const rng = createRng(simulation.modelSeed).fork('inspect');
      this.#changes = createChangeCounter({ ...view, fit: fit!, model: model! }, rng, signal);
    }
    return this.#changes;
  }

  /** The step by a strategy; what another one would have gone on from is not known, so it begins anew. */
  ranking(strategy: string): StrategyRanking {
    const known = this.#rankings.get(strategy);
    if (known !== undefined) return known;
    const { simulation, job } = this.#parts;
    const isOwn = strategy === this.strategy;
    const parts = isOwn ? simulation : { ...simulation, ...strategyOf(job, this.#methodOf(strategy)) };
    const ranking = { strategy, title: this.titleOf(strategy), ...this.#rank(parts, isOwn) };
    this.#rankings.set(strategy, ranking);
    return ranking;
  }

  isRanked(strategy: string): boolean {
    return this.#rankings.has(strategy);
  }

  refusal(strategy: string): string | null {
    const { job, simulation } = this.#parts;
    try {
      const method = this.#methodOf(strategy);
      const { title, needsReward } = findStrategy(method.id);
      if (needsReward === true && simulation.split.reward.length === 0) {
        return `${title} needs reward rows, and this experiment sets none aside.`;
      }
      return unservedReason(job.model, method);
    } catch (error) {
      if (error instanceof RangeError) return error.message;
      throw error;
    }
  }

  titleOf(strategy: string): string {
    const named = this.#parts.methods.find(({ name }) => name === strategy);
    return named === undefined || named.name === named.id
      ? findStrategy(named?.id ?? strategy).title
      : named.name;
  }

  #methodOf(strategy: string): Method {
    const named = this.#parts.methods.find(({ name }) => name === strategy);
    return named ?? { id: findStrategy(strategy).id, params: {}, name: strategy };
  }

  #rank(parts: Simulation, isOwn: boolean): Pick<StrategyRanking, 'output' | 'placeOf'> {
    const { view, rng } = this.#viewOf(parts, this.signal, isOwn);
    const { order, utilities, gains, fallback } = rankCandidates(parts.strategy, view, parts.batch, rng);
    const inOrder = (values: Float64Array): Float32Array =>
      Float32Array.from(order, (position) => values[position]!);
    const ranking = order.map((position) => view.candidates[position]!);
    const output = {
      ranking,
      scores: inOrder(utilities),
      gains: gains === undefined ? null : { mean: inOrder(gains.mean), deviation: inOrder(gains.deviation) },
      coldStart: null,
      fallback: fallback ?? null,
    };
    return { output, placeOf: placesOf(ranking) };
  }

  #viewOf(parts: Simulation, signal: Cancellation | undefined, isOwn = true): ReturnType<typeof stepView> {
    const { state } = this.#parts;
    const { fitted } = this.model;
    const own = isOwn ? state : { ...state, memory: undefined };
    return stepView(parts, own, { model: fitted, known: knowledgeOf(parts), signal });
  }
}
