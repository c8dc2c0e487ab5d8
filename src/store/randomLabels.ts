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

/** A strategy that draws at random is a random stream too. */
const drawnAtRandom = (first: ReadonlyMap<string, LabelEvent>): ReadonlySet<string> =>
  new Set(
    [...first.values()]
      .filter(
        ({ action, selectionProbability, stream, strategy }) =>
          action !== 'skip' &&
          selectionProbability !== null &&
          (stream === 'random' || (stream === 'strategy' && strategy === 'random')),
      )
      .map(({ itemId }) => itemId),
  );
