import type { Params } from '../../protocol/experiment.ts';
import type { RoundGains } from '../../protocol/gains.ts';
import type { Cancellation } from '../cancellation.ts';
import { proposeBatch } from '../rounds/proposeBatch.ts';
import type { RoundInput, RoundOutput } from '../rounds/proposeBatch.ts';
import { findStrategy } from '../strategies/registry.ts';

/** What explanations look at of a ranking. */
export interface RankedOutput extends Pick<RoundOutput, 'ranking' | 'scores' | 'coldStart' | 'fallback'> {
  readonly gains: Pick<RoundGains, 'mean' | 'deviation'> | null;
}

/** A round, or a step of an experiment's run, by one strategy. */
export interface StrategyRanking<Output extends RankedOutput = RankedOutput> {
  readonly strategy: string;
  readonly title: string;
  readonly output: Output;
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
): StrategyRanking<RoundOutput> {
  const { title } = findStrategy(strategy);
  const output = proposeBatch({ ...input, strategy, strategyParams }, signal);
  return { strategy, title, output, placeOf: placesOf(output.ranking) };
}

/** 0-based places of rows. */
export const placesOf = (ranking: Int32Array): ReadonlyMap<number, number> =>
  new Map(Array.from(ranking, (row, place) => [row, place]));
