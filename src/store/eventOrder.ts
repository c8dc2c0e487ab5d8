import type { LabelEvent } from './store.ts';

/** What places an event in the log's order. */
export type EventKey = Pick<LabelEvent, 'lamport' | 'actor' | 'actorCounter'>;

/**
 * Total order of the log: Lamport number, then actor (by code unit, so that no locale decides), then the actor's own
 * counter. Never the clock: two clones whose clocks disagree must still fold to the same labels.
 * Lamport (1978), Time, Clocks, and the Ordering of Events in a Distributed System.
 */
export const compareEvents = (a: EventKey, b: EventKey): number =>
  a.lamport - b.lamport || compareText(a.actor, b.actor) || a.actorCounter - b.actorCounter;

/** By code unit. */
export const compareText = (a: string, b: string): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};
