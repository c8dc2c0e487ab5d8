import { findModel } from '../engine/models/registry.ts';
import type { RoundInput } from '../engine/rounds/proposeBatch.ts';
import { findStrategy } from '../engine/strategies/registry.ts';
import type { InspectedRound } from '../protocol/inspect.ts';
import type { LabelEvent } from '../store/store.ts';
import { checkReplay } from './checkReplay.ts';
import type { Replay } from './checkReplay.ts';
import { askedItem } from './roundHistory.ts';
import { countClasses } from './roundInput.ts';

/** A round as it was stored, and whether working it out again gave the same. */
export function describeRound({
  input,
  decisions,
  ...replay
}: Replay & { readonly input: RoundInput; readonly decisions: readonly LabelEvent[] }): InspectedRound {
  const { record, output } = replay;
  const { round, startedAt, durationMs, seed, batchSize, randomShare, revision } = record;
  return {
    round,
    startedAt,
    durationMs,
    strategy: {
      id: record.strategy,
      title: findStrategy(record.strategy).title,
      params: input.strategyParams,
    },
    model: { id: record.model, title: findModel(record.model).title, params: input.modelParams },
    seed,
    batchSize,
    randomShare,
    revision,
    coldStart: record.coldStart,
    fallback: record.fallback,
    labels: countClasses(input.labels, input.classCount),
    pool: output.ranking.length,
    asked: decisions.map(askedItem),
    replay: checkReplay(replay),
  };
}
