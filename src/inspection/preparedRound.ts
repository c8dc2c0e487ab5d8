import type { Cancellation } from '../engine/cancellation.ts';
import type { ExplanationContext } from '../engine/inspect/explainItem.ts';
import { fitRound } from '../engine/inspect/pastRound.ts';
import type { RoundModel } from '../engine/inspect/pastRound.ts';
import { createChangeCounter } from '../engine/inspect/predictionChanges.ts';
import { rankBy } from '../engine/inspect/strategyRankings.ts';
import type { StrategyRanking } from '../engine/inspect/strategyRankings.ts';
import { resolveParams } from '../engine/models/params.ts';
import { findModel } from '../engine/models/registry.ts';
import { createRng } from '../engine/numeric/rng.ts';
import type { RoundInput, RoundOutput } from '../engine/rounds/proposeBatch.ts';
import { refuseUnserved } from '../engine/rounds/servedBy.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import { currentSignal } from './rankedRound.ts';
import type { RankedRound } from './rankedRound.ts';

/** A round of a project. */
export class PreparedRound implements RankedRound {
  readonly input: RoundInput;
  signal: Cancellation | undefined;
  readonly #rankings = new Map<string, StrategyRanking<RoundOutput>>();
  /** Undefined = not worked out yet. */
  #model: RoundModel | null | undefined;
  #changes: ExplanationContext['changes'] | undefined;

  constructor(input: RoundInput) {
    this.input = input;
  }

  get strategy(): string {
    return this.input.strategy;
  }

  get model(): RoundModel | null {
    this.#model ??= this.#model === null ? null : fitRound(this.input, this.signal);
    return this.#model;
  }

  get changes(): ExplanationContext['changes'] {
    this.#changes ??= this.#changes === null ? null : this.#createCounter();
    return this.#changes;
  }

  /** The round by `strategy`: its own with the parameters that it had, others with their defaults. */
  ranking(strategy: string): StrategyRanking<RoundOutput> {
    const known = this.#rankings.get(strategy);
    if (known !== undefined) return known;
    const params = strategy === this.input.strategy ? this.input.strategyParams : {};
    const ranking = rankBy(this.input, strategy, params, this.signal);
    this.#rankings.set(strategy, ranking);
    return ranking;
  }

  isRanked(strategy: string): boolean {
    return this.#rankings.has(strategy);
  }

  refusal(strategy: string): string | null {
    const { model, modelParams } = this.input;
    try {
      const definition = findModel(model);
      refuseUnserved(findStrategy(strategy), definition, resolveParams(definition.params, modelParams));
      return null;
    } catch (error) {
      if (error instanceof RangeError) return error.message;
      throw error;
    }
  }

  titleOf(strategy: string): string {
    return findStrategy(strategy).title;
  }

  #createCounter(): ExplanationContext['changes'] {
    const { input, model } = this;
    if (model === null) return null;
    const { fitted, definition, params } = model;
    const signal = currentSignal(this);
    const view = {
      ...input,
      candidates: input.eligibleRows,
      params: {},
      model: fitted,
      fit: (training: Parameters<typeof definition.fit>[0]) => definition.fit(training, params, signal),
    };
    return createChangeCounter(view, createRng(input.seed).fork('inspect'), signal);
  }
}
