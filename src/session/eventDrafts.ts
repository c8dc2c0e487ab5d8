import { createHash } from 'node:crypto';
import type { LabelCommand } from '../protocol/labeling.ts';
import type { EventDraft, LabelEvent, Provenance } from '../store/store.ts';
import type { QueueEntry } from './queue.ts';
import type { Ranking } from './ranking.ts';

/** The two clocks, as parameters so that tests can set them. */
export interface Clock {
  readonly wall: () => Date;
  readonly monotonicMs: () => number;
}

/**
 * A UUID that follows from `seed` and `index`: undoing a group needs more ids than the view sent, and a re-sent undo
 * must make the same ones.
 */
export const derivedId = (seed: string, index: number): string => {
  const hex = createHash('sha256').update(`${seed}/${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const stamp = (clock: Clock): Pick<EventDraft, 'wallTime' | 'monotonicMs'> => ({
  wallTime: clock.wall().toISOString(),
  monotonicMs: clock.monotonicMs(),
});

/**
 * Where a command's item came from. In the grid and on the map it was picked by hand: no selection probability. Nor have
 * repeats, which were drawn from what was labeled, not from the pool, and labels that were looked at once more.
 */
const provenanceOf = (
  command: LabelCommand,
  entry: QueueEntry | null,
  browse: Pick<Provenance, 'rankShown' | 'round' | 'modelId' | 'strategy'>,
): Provenance => {
  const free = { ...browse, selectionProbability: null, suggestionShown: command.suggestionShown };
  if (command.action === 'repeat') return { ...free, stream: 'repeat', suggestionShown: false };
  if (command.view === 'review') return { ...free, stream: 'review' };
  if (command.view !== 'item' || entry === null || entry.stream === 'repeat') {
    return { ...free, stream: 'browse' };
  }
  return {
    round: entry.round,
    rankShown: browse.rankShown ?? entry.rank,
    strategy: entry.strategy,
    stream: entry.stream,
    selectionProbability: entry.selectionProbability,
    modelId: entry.modelId,
    suggestionShown: command.suggestionShown && entry.stream !== 'random',
  };
};

export interface DraftContext {
  readonly clock: Clock;
  readonly strategy: string;
  readonly ranking: Ranking | null;
  readonly entry: (itemId: string) => QueueEntry | null;
  readonly rowOf: (itemId: string) => number | null;
}

/** Event drafts of commands that were given together; more than one makes a group, undone in one step. */
export const draftCommands = (commands: readonly LabelCommand[], context: DraftContext): EventDraft[] => {
  const first = commands[0];
  const groupId = commands.length > 1 && first !== undefined ? first.eventId : null;
  return commands.map((command) => {
    const row = context.rowOf(command.itemId);
    const ranked = row === null ? null : (context.ranking?.at(row) ?? null);
    const browse = {
      rankShown: ranked?.rank ?? null,
      round: context.ranking?.round ?? null,
      modelId: context.ranking?.modelId ?? null,
      strategy: context.strategy,
    };
    return {
      eventId: command.eventId,
      itemId: command.itemId,
      action: command.action,
      value: command.value,
      targetEventId: null,
      groupId,
      ...stamp(context.clock),
      secondsSpent: command.secondsSpent,
      provenance: provenanceOf(command, context.entry(command.itemId), browse),
    };
  });
};

/** Event drafts that undo or redo `targets`. */
export const draftReversal = (
  action: 'undo' | 'redo',
  eventId: string,
  targets: readonly LabelEvent[],
  clock: Clock,
): EventDraft[] =>
  targets.map((target, index) => ({
    eventId: index === 0 ? eventId : derivedId(eventId, index),
    itemId: target.itemId,
    action,
    value: null,
    targetEventId: target.eventId,
    groupId: targets.length > 1 ? eventId : null,
    ...stamp(clock),
    secondsSpent: 0,
    provenance: {
      round: target.round,
      rankShown: null,
      strategy: null,
      stream: target.stream,
      selectionProbability: null,
      modelId: null,
      suggestionShown: false,
    },
  }));
