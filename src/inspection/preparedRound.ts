import type { Cancellation } from '../engine/cancellation.ts';
import type { ExplanationContext } from '../engine/inspect/explainItem.ts';
import { fitRound } from '../engine/inspect/pastRound.ts';
import type { RoundModel } from '../engine/inspect/pastRound.ts';
import { createChangeCounter } from '../engine/inspect/predictionChanges.ts';
import { rankBy } from '../engine/inspect/strategyRankings.ts';
import type { StrategyRanking } from '../engine/inspect/strategyRankings.ts';
import { createRng } from '../engine/numeric/rng.ts';
import type { RoundInput } from '../engine/rounds/proposeBatch.ts';

/**
 * A round that is looked at from several sides: what costs time (its model, its ranking by each strategy) is worked out
 * when it is first asked for, and kept. `signal` ends what is being worked out then; what was kept stays. Methods throw
 * RangeError where the model does not serve a strategy, CancelledError when the signal is aborted.
 */
export class PreparedRound {
  readonly input: RoundInput;
  signal: Cancellation | undefined;
  readonly #rankings = new Map<string, StrategyRanking>();
  /** Undefined = not worked out yet. */
  #model: RoundModel | null | undefined;
  #changes: ExplanationContext['changes'] | undefined;

  constructor(input: RoundInput) {
    this.input = input;
  }

  /** Null while fewer than two classes were labeled. */
  get model(): RoundModel | null {
    this.#model ??= this.#model === null ? null : fitRound(this.input, this.signal);
    return this.#model;
  }

  /** Counts predictions that a label would change; null while there is no model. */
  get changes(): ExplanationContext['changes'] {
    this.#changes ??= this.#changes === null ? null : this.#createCounter();
    return this.#changes;
  }

  /** The round by `strategy`: its own with the parameters that it had, others with their defaults. */
  ranking(strategy: string): StrategyRanking {
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

  #createCounter(): ExplanationContext['changes'] {
    const { input, model } = this;
    if (model === null) return null;
    const { fitted, definition, params } = model;
    const signal = this.#currentSignal();
    const view = {
      ...input,
      candidates: input.eligibleRows,
      params: {},
      model: fitted,
      fit: (training: Parameters<typeof definition.fit>[0]) => definition.fit(training, params, signal),
    };
    return createChangeCounter(view, createRng(input.seed).fork('inspect'), signal);
  }

  /** Whatever signal holds when it is looked at: the counter outlives the question that it was made for. */
  #currentSignal(): Cancellation {
    const current = (): boolean => this.signal?.aborted ?? false;
    return {
      get aborted() {
        return current();
      },
    };
  }
}
