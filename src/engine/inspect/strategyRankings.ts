import type { Params } from '../../protocol/experiment.ts';
import type { Cancellation } from '../cancellation.ts';
import { proposeBatch } from '../rounds/proposeBatch.ts';
import type { RoundInput, RoundOutput } from '../rounds/proposeBatch.ts';
import { findStrategy } from '../strategies/registry.ts';

/** A round by one strategy. */
export interface StrategyRanking {
  readonly strategy: string;
  readonly title: string;
  readonly output: RoundOutput;
  /** 0-based place in the ranking, by row. */
  readonly placeOf: ReadonlyMap<number, number>;
}

/**
 * The round as `strategy` would have ranked it, with the same labels, model, seed and pool. Throws RangeError where the
 * model does not serve it, CancelledError when the signal is aborted.
 */
export function rankBy(
  input: RoundInput,
  strategy: string,
  strategyParams: Params,
  signal?: Cancellation,
): StrategyRanking {
  const { title } = findStrategy(strategy);
  const output = proposeBatch({ ...input, strategy, strategyParams }, signal);
  const placeOf = new Map(Array.from(output.ranking, (row, place) => [row, place]));
  return { strategy, title, output, placeOf };
}
