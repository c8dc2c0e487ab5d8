import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelingQueue } from '../../src/session/queue.ts';
import type { QueueEntry } from '../../src/session/queue.ts';

const entry = (row: number): QueueEntry => ({
  row,
  itemId: `item-${row}`,
  stream: 'strategy',
  strategy: 'margin',
  selectionProbability: 0.9,
  score: 1,
  rank: row + 1,
  gain: null,
  round: 1,
  modelId: 'm',
});
const ids = (entries: readonly QueueEntry[]): string[] => entries.map((each) => each.itemId);
const rows = (...numbers: number[]): QueueEntry[] => numbers.map(entry);

describe('LabelingQueue', () => {
  it('keeps the item on screen and the next two where they are when a new ranking comes', () => {
    const queue = new LabelingQueue();
    queue.replace(rows(0, 1, 2, 3, 4));
    queue.shown('item-0');
    queue.replace(rows(9, 4, 2, 8));
    expect(ids(queue.ahead)).toEqual(['item-0', 'item-1', 'item-2', 'item-9', 'item-4', 'item-8']);
  });

  it('keeps everything up to an item that the annotator looked ahead to, and two more', () => {
    const queue = new LabelingQueue();
    queue.replace(rows(0, 1, 2, 3, 4, 5));
    queue.shown('item-2');
    queue.replace(rows(7));
    expect(ids(queue.ahead)).toEqual(['item-0', 'item-1', 'item-2', 'item-3', 'item-4', 'item-7']);
  });

  it('keeps the next two while an item behind is on screen', () => {
    const queue = new LabelingQueue();
    queue.replace(rows(0, 1, 2, 3));
    queue.decided(entry(0));
    queue.shown('item-0');
    queue.replace(rows(7));
    expect(ids(queue.ahead)).toEqual(['item-1', 'item-2', 'item-7']);
  });

  it('takes the whole new order while nothing is on screen yet', () => {
    const queue = new LabelingQueue();
    queue.replace(rows(0, 1));
    queue.replace(rows(5, 6));
    expect(ids(queue.ahead)).toEqual(['item-5', 'item-6']);
  });

  it('puts an undone item on turn again, with its place in the queue', () => {
    const queue = new LabelingQueue();
    queue.replace(rows(0, 1));
    queue.decided(entry(0));
    const back = queue.find('item-0');
    expect(back?.selectionProbability).toBe(0.9);
    queue.reopened(back ?? entry(5));
    expect(ids(queue.ahead)).toEqual(['item-0', 'item-1']);
    expect(queue.behind).toEqual([]);
  });

  it('never holds an item twice, whatever happens', () => {
    const step = fc.tuple(
      fc.constantFrom('replace', 'append', 'decided', 'reopened', 'shown', 'pick', 'unpick'),
      fc.uniqueArray(fc.nat(12)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const queue = new LabelingQueue();
        for (const [action, numbers] of steps) {
          const first = numbers[0] ?? 0;
          if (action === 'replace') {
            const behind = new Set(ids(queue.behind));
            queue.replace(rows(...numbers).filter((each) => !behind.has(each.itemId)));
          } else if (action === 'append') {
            const behind = new Set(ids(queue.behind));
            queue.append(rows(...numbers).filter((each) => !behind.has(each.itemId)));
          } else if (action === 'decided') queue.decided(entry(first));
          else if (action === 'reopened') queue.reopened(entry(first));
          else if (action === 'pick') {
            const behind = new Set(ids(queue.behind));
            queue.pick(rows(...numbers).filter((each) => !behind.has(each.itemId)));
          } else if (action === 'unpick') queue.unpick(ids(rows(...numbers)));
          else queue.shown(`item-${first}`);
          const all = ids([...queue.behind, ...queue.ahead]);
          expect(new Set(all).size).toBe(all.length);
          expect(ids(queue.ahead)).toEqual(expect.arrayContaining(ids(queue.picked)));
        }
      }),
      { numRuns: 500, seed: 7 },
    );
  });
});
