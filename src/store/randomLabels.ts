import { isRandomDraw } from '../engine/statistics/randomDraw.ts';
import type { QueuedLabels } from '../protocol/whatIf.ts';
import { firstDecisions, firstDecisionsOf } from './firstDecisions.ts';
import type { LabelEvent } from './store.ts';

/** Items whose first decision was a label of the random stream, by the events up to a revision. */
export const randomItemsAt = (revision: number, events: readonly LabelEvent[]): ReadonlySet<string> =>
  drawnAtRandom(firstDecisionsOf(events.filter(({ sequence }) => sequence <= revision)));

/** The same while events are read. */
export const readRandomItems = async (
  revision: number,
  events: AsyncIterable<LabelEvent>,
): Promise<ReadonlySet<string>> => drawnAtRandom(await firstDecisions(until(revision, events)));

async function* until(revision: number, events: AsyncIterable<LabelEvent>): AsyncGenerator<LabelEvent> {
  for await (const event of events) if (event.sequence <= revision) yield event;
}

const drawnAtRandom = (first: ReadonlyMap<string, LabelEvent>): ReadonlySet<string> =>
  new Set(
    [...first.values()]
      .filter(
        ({ action, selectionProbability, stream, strategy }) =>
          action !== 'skip' && selectionProbability !== null && isRandomDraw(stream, strategy),
      )
      .map(({ itemId }) => itemId),
  );

/** 1 for labels of items that were drawn at random, aligned with the queued labels. */
export const flagRandom = ({ streams, strategies }: QueuedLabels): Uint8Array =>
  Uint8Array.from(streams, (stream, place) => (isRandomDraw(stream, strategies[place]) ? 1 : 0));
