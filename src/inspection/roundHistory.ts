import type { Cancellation } from '../engine/cancellation.ts';
import { throwIfCancelled } from '../engine/cancellation.ts';
import { recentAccuracy, streamAccuracy, testOnStream } from '../engine/inspect/streamAccuracy.ts';
import type { LaterLabels } from '../engine/inspect/streamAccuracy.ts';
import { RECENT_LABELS } from '../protocol/inspect.ts';
import type { AskedItem, HistoryRound, RoundHistory, StreamAccuracy } from '../protocol/inspect.ts';
import type { Stream } from '../protocol/stream.ts';
import { firstDecisions } from '../store/firstDecisions.ts';
import type { LabelEvent } from '../store/store.ts';
import type { InspectedProject } from './inspectedProject.ts';
import { labelsNow } from './labelsNow.ts';
import { countClasses, roundInput } from './roundInput.ts';

/** Decisions by the round that put the item on screen, in the order of the log. */
export type DecisionsByRound = ReadonlyMap<number, readonly LabelEvent[]>;

/** The first decision on each item that was not taken back. */
export async function decisionsByRound(events: readonly LabelEvent[]): Promise<DecisionsByRound> {
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

export interface HistoryOptions {
  readonly decisions: DecisionsByRound;
  /** Told before each round is worked out: its number, and its place among all. */
  readonly onRound?: (round: number, place: number) => void;
  readonly signal?: Cancellation | undefined;
}

/**
 * All rounds of a project. An item of the random stream counts by the class that it has by now: a correction changes
 * what is known, not what was predicted. Throws CancelledError when the signal is aborted.
 */
export function roundHistory(
  project: InspectedProject,
  { decisions, onRound, signal }: HistoryOptions,
): RoundHistory {
  const { config, events, rounds, features } = project;
  const touched = new Set(events.map(({ itemId }) => itemId));
  // Only these can carry a label; a round's pool does not matter here.
  const items = project.items.filter(
    ({ itemId, sourceLabel }) => sourceLabel !== null || touched.has(itemId),
  );
  const laterLabels = laterLabelsOf({ ...project, items });
  const counts: (Pick<StreamAccuracy, 'right' | 'total'> | null)[] = [];
  const history = rounds.map((record, place): Omit<HistoryRound, 'recent'> => {
    throwIfCancelled(signal);
    onRound?.(record.round, place);
    const own = decisions.get(record.round) ?? [];
    const input = roundInput(record, { config, items, events, features });
    const tested = testOnStream(input, laterLabels(own), signal);
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
  const recent = recentAccuracy(counts, RECENT_LABELS);
  return {
    rounds: history.map((round, place) => ({ ...round, recent: recent[place]! })),
    accuracy: streamAccuracy(counts),
  };
}

function laterLabelsOf(project: InspectedProject): (decisions: readonly LabelEvent[]) => LaterLabels {
  const rowOf = new Map(project.items.map(({ itemId, row }) => [itemId, row]));
  const nameOf = labelsNow(project);
  const classNames = project.config.classes.map(({ name }) => name);
  return (decisions) => {
    const known = decisions.flatMap(({ itemId, stream, action }) => {
      const row = rowOf.get(itemId);
      const label = row === undefined ? -1 : classNames.indexOf(nameOf.get(row) ?? '');
      return row === undefined || label < 0 || stream !== 'random' || action === 'skip'
        ? []
        : [{ row, label }];
    });
    return {
      rows: Int32Array.from(known, ({ row }) => row),
      labels: Int32Array.from(known, ({ label }) => label),
    };
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
