import * as v from 'valibot';
import type { UnsequencedEvent } from './eventRows.ts';
import type { LabelEvent } from './store.ts';

const id = v.pipe(v.string(), v.nonEmpty());
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const textOrNull = v.nullable(v.string());
const countOrNull = v.nullable(count);

/** Unknown members are passed over, so that a newer NextLabel's journal can still be read. */
const lineSchema = v.object({
  eventId: id,
  itemId: id,
  actor: v.string(),
  actorCounter: count,
  lamport: count,
  action: v.picklist(['label', 'relabel', 'skip', 'flag', 'note', 'repeat', 'confirm', 'undo', 'redo']),
  value: textOrNull,
  oldValue: textOrNull,
  targetEventId: textOrNull,
  groupId: textOrNull,
  wallTime: v.string(),
  monotonicMs: v.pipe(v.number(), v.finite()),
  secondsSpent: v.pipe(v.number(), v.finite()),
  round: countOrNull,
  rankShown: countOrNull,
  strategy: textOrNull,
  stream: v.picklist(['strategy', 'random', 'coldStart', 'browse', 'review', 'repeat']),
  selectionProbability: v.nullable(v.pipe(v.number(), v.finite())),
  modelId: textOrNull,
  suggestionShown: v.boolean(),
});

/** Members in the order in which a line holds them; `sequence` is local to a database and stays there. */
const members = Object.keys(lineSchema.entries) as (keyof UnsequencedEvent)[];

/** JSON leaves these raw, but editors and line-wise tools take them for line ends. */
const lineEnds = /[\u0085\u2028\u2029]/g;

/** One line of the journal with its line feed. Members always come in the same order: lines of two clones compare. */
export const formatEvent = (event: LabelEvent): string => {
  const line = Object.fromEntries(members.map((member) => [member, written(event[member], member)]));
  return `${JSON.stringify(line).replace(lineEnds, escaped)}\n`;
};

/** A label must not become unreadable because a clock failed: JSON has no NaN, and a null would not be taken back. */
const written = (value: unknown, member: string): unknown =>
  typeof value === 'number' && !Number.isFinite(value) && member !== 'selectionProbability' ? 0 : value;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Null where the line is not exactly an event; never throws. */
export const parseEvent = (line: string): UnsequencedEvent | null => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const parsed = v.safeParse(lineSchema, value);
  return parsed.success ? parsed.output : null;
};
