import { findStrategy } from '../engine/strategies/registry.ts';
import type { RoundOutput } from '../engine/rounds/proposeBatch.ts';
import type { ReplayCheck } from '../protocol/inspect.ts';
import type { RoundRecord } from '../store/store.ts';
import { paramsOf } from './roundInput.ts';

export interface Replay {
  readonly record: RoundRecord;
  readonly output: RoundOutput;
  /** Of the features that it was worked out with. */
  readonly featuresId: string;
  readonly itemIdOf: (row: number) => string;
}

/**
 * Compares a round that was worked out again with what was stored of it: model, ranking, scores and queue. Features of
 * another name that give the same round are the same: a project that was moved has such.
 */
export function checkReplay(replay: Replay): ReplayCheck {
  const { record, output, featuresId } = replay;
  const differences = [...modelDifference(replay), ...rankingDifference(replay), ...queueDifference(replay)];
  if (differences.length > 0 && featuresId !== record.featuresId) {
    differences.unshift(
      'The features have changed since this round: data were imported again, the project was moved, or columns, seed ' +
        'or kind are others now. The numbers below are those of today.',
    );
  }
  if (differences.length > 0 && record.objective !== null) {
    differences.push(
      'The strategy ranked by a network, which goes on from the one of the round before and may be trained on a GPU: of ' +
        'that only the predicted gains are stored.',
    );
  }
  if (differences.length > 0 && record.objective === null && goesOn(record)) {
    differences.push(
      'The strategy goes on from what it learned at the rounds before, of which only the last is kept; here it began ' +
        'anew.',
    );
  }
  return {
    same: differences.length === 0,
    differences,
    compared: Math.min(record.top.length, output.ranking.length),
  };
}

/** Whether the round's strategy starts from the one before; by default, where its parameters do not say. */
function goesOn({ strategy, strategyParams }: RoundRecord): boolean {
  const { params } = findStrategy(strategy);
  const byDefault = params.find(({ name }) => name === 'warmStart')?.default;
  return (paramsOf(strategyParams)['warmStart'] ?? byDefault) === true;
}

function modelDifference({ record, output }: Replay): string[] {
  if (output.modelId === record.modelId) return [];
  if (paramsOf(record.modelParams)['warmStart'] === true) {
    return [
      'The model went on from the one of the round before, of which only the last is kept; here it was trained anew.',
    ];
  }
  return [
    'The model was fitted to other labels: classes were added, removed or put in another order since, or labeled items ' +
      'have left the source.',
  ];
}

function rankingDifference({ record, output, itemIdOf }: Replay): string[] {
  const moved = record.top.findIndex(({ itemId }, place) => {
    const row = output.ranking[place];
    return row === undefined || itemIdOf(row) !== itemId;
  });
  if (moved >= 0) return [`The ranking differs from rank ${moved + 1} on.`];
  const scored = record.top.findIndex(({ score }, place) => !sameScore(score, output.scores[place] ?? NaN));
  return scored < 0 ? [] : [`The ranking is the same, but scores differ from rank ${scored + 1} on.`];
}

function queueDifference({ record, output, itemIdOf }: Replay): string[] {
  const differs = record.slots.findIndex(({ itemId, stream }, place) => {
    const drawn = output.slots[place];
    if (drawn === undefined || itemIdOf(drawn.row) !== itemId) return true;
    return (drawn.stream === 'random') !== (stream === 'random');
  });
  return differs < 0 ? [] : [`The queue differs from place ${differs + 1} on.`];
}

const sameScore = (stored: number, replayed: number): boolean =>
  Object.is(stored, replayed) || stored === replayed;
