import type { SqlRow, SqlValue } from './driver.ts';
import type { EventAction, LabelEvent } from './store.ts';
import type { Stream } from '../protocol/stream.ts';

/** Columns of the events table in the order of `toValues`. */
const COLUMNS = [
  'event_id',
  'item_id',
  'actor',
  'actor_counter',
  'lamport',
  'action',
  'value',
  'old_value',
  'target_event_id',
  'group_id',
  'wall_time',
  'monotonic_ms',
  'seconds_spent',
  'round',
  'rank_shown',
  'strategy',
  'stream',
  'selection_probability',
  'model_id',
  'suggestion_shown',
] as const;

const PLACES = `(${COLUMNS.map(() => '?').join(', ')})`;

/** Inserts that many events at once (one round trip for a whole group) and answers with their sequence. */
export const insertEvents = (count: number): string =>
  `INSERT INTO events (${COLUMNS.join(', ')}) VALUES ${Array(count).fill(PLACES).join(', ')}
   RETURNING event_id, sequence`;

export const SELECT_EVENT = `SELECT sequence, ${COLUMNS.join(', ')} FROM events`;

export type UnsequencedEvent = Omit<LabelEvent, 'sequence'>;

export const toValues = (event: UnsequencedEvent): SqlValue[] => [
  event.eventId,
  event.itemId,
  event.actor,
  event.actorCounter,
  event.lamport,
  event.action,
  event.value,
  event.oldValue,
  event.targetEventId,
  event.groupId,
  event.wallTime,
  event.monotonicMs,
  event.secondsSpent,
  event.round,
  event.rankShown,
  event.strategy,
  event.stream,
  event.selectionProbability,
  event.modelId,
  event.suggestionShown ? 1 : 0,
];

const text = (row: SqlRow, name: string): string => String(row[name]);
const textOrNull = (row: SqlRow, name: string): string | null => {
  const value = row[name];
  return value === null || value === undefined ? null : String(value);
};
const numberOrNull = (row: SqlRow, name: string): number | null => {
  const value = row[name];
  return value === null || value === undefined ? null : Number(value);
};

/** The CHECK constraints of the table hold the two unions. */
export const toEvent = (row: SqlRow): LabelEvent => ({
  sequence: Number(row['sequence']),
  eventId: text(row, 'event_id'),
  itemId: text(row, 'item_id'),
  actor: text(row, 'actor'),
  actorCounter: Number(row['actor_counter']),
  lamport: Number(row['lamport']),
  action: text(row, 'action') as EventAction,
  value: textOrNull(row, 'value'),
  oldValue: textOrNull(row, 'old_value'),
  targetEventId: textOrNull(row, 'target_event_id'),
  groupId: textOrNull(row, 'group_id'),
  wallTime: text(row, 'wall_time'),
  monotonicMs: Number(row['monotonic_ms']),
  secondsSpent: Number(row['seconds_spent']),
  round: numberOrNull(row, 'round'),
  rankShown: numberOrNull(row, 'rank_shown'),
  strategy: textOrNull(row, 'strategy'),
  stream: text(row, 'stream') as Stream,
  selectionProbability: numberOrNull(row, 'selection_probability'),
  modelId: textOrNull(row, 'model_id'),
  suggestionShown: row['suggestion_shown'] === 1,
});
