import type { Matrix } from '../../engine/numeric/matrix.ts';
import { streamAccuracy, testOnStream } from '../../engine/inspect/streamAccuracy.ts';
import type { LaterLabels } from '../../engine/inspect/streamAccuracy.ts';
import type { AskedItem, HistoryRound, RoundHistory, StreamAccuracy } from '../../protocol/inspect.ts';
import type { Stream } from '../../protocol/stream.ts';
import { firstDecisions } from '../../session/labelHistory.ts';
import type { LabelEvent, StoredItem } from '../../store/store.ts';
import type { StoredProject } from './readProject.ts';
import { countClasses, roundInput } from './roundInput.ts';

/** The first decision on each item that was not taken back, by the round that put the item on screen. */
export async function decisionsByRound(
  events: readonly LabelEvent[],
): Promise<ReadonlyMap<number, readonly LabelEvent[]>> {
  const byRound = new Map<number, LabelEvent[]>();
  for (const event of (await firstDecisions(events)).values()) {
    if (event.round === null) continue;
    const known = byRound.get(event.round);
    if (known === undefined) byRound.set(event.round, [event]);
    else known.push(event);
  }
  return byRound;
}

export const askedItem = ({ itemId, stream, action, value, secondsSpent }: LabelEvent): AskedItem => ({
  itemId,
  stream,
  label: action === 'skip' ? null : value,
  seconds: secondsSpent,
});

/**
 * All rounds of a project. `onRound` is told before each is worked out. An item of the random stream counts by the class
 * that it has by now: a correction changes what is known, not what was predicted.
 */
export function roundHistory(
  project: StoredProject,
  features: Matrix,
  decisions: ReadonlyMap<number, readonly LabelEvent[]>,
  onRound: (round: number) => void,
): RoundHistory {
  const { config, events, rounds } = project;
  const touched = new Set(events.map(({ itemId }) => itemId));
  // Only these can carry a label; a round's pool does not matter here.
  const items = project.items.filter(
    ({ itemId, sourceLabel }) => sourceLabel !== null || touched.has(itemId),
  );
  const itemOf = new Map(items.map((item) => [item.itemId, item]));
  const counts: (Pick<StreamAccuracy, 'right' | 'total'> | null)[] = [];
  const history = rounds.map((record): HistoryRound => {
    onRound(record.round);
    const own = decisions.get(record.round) ?? [];
    const input = roundInput(record, { config, items, events, features });
    const tested = testOnStream(
      input,
      laterLabels(
        own,
        itemOf,
        config.classes.map(({ name }) => name),
      ),
    );
    counts.push(tested);
    return {
      round: record.round,
      startedAt: record.startedAt,
      strategy: record.strategy,
      model: record.model,
      labels: countClasses(input.labels, input.classCount),
      asked: countStreams(own),
      secondsPerLabel: medianSeconds(own),
      accuracy: streamAccuracy([tested]),
    };
  });
  return { rounds: history, accuracy: streamAccuracy(counts) };
}

function laterLabels(
  decisions: readonly LabelEvent[],
  itemOf: ReadonlyMap<string, StoredItem>,
  classNames: readonly string[],
): LaterLabels {
  const known = decisions.flatMap(({ itemId, stream, action }) => {
    const item = itemOf.get(itemId);
    const label = classNames.indexOf(item?.state.label ?? '');
    return item === undefined || label < 0 || stream !== 'random' || action === 'skip'
      ? []
      : [{ row: item.row, label }];
  });
  return {
    rows: Int32Array.from(known, ({ row }) => row),
    labels: Int32Array.from(known, ({ label }) => label),
  };
}

function countStreams(decisions: readonly LabelEvent[]): HistoryRound['asked'] {
  const counts: Partial<Record<Stream, number>> = {};
  for (const { stream } of decisions) counts[stream] = (counts[stream] ?? 0) + 1;
  return counts;
}

function medianSeconds(decisions: readonly LabelEvent[]): number | null {
  const sorted = decisions
    .filter(({ action }) => action !== 'skip')
    .map(({ secondsSpent }) => secondsSpent)
    .sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
