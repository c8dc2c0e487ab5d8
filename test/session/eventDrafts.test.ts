import { describe, expect, it } from 'vitest';
import type { LabelCommand } from '../../src/protocol/labeling.ts';
import { draftCommands, draftReversal } from '../../src/session/eventDrafts.ts';
import type { DraftContext } from '../../src/session/eventDrafts.ts';
import type { QueueEntry } from '../../src/session/queue.ts';
import type { LabelEvent } from '../../src/store/store.ts';

const clock = { wall: () => new Date('2026-01-02T03:04:05Z'), monotonicMs: () => 77 };

const slot: QueueEntry = {
  row: 4,
  itemId: 'four',
  stream: 'random',
  strategy: 'margin',
  selectionProbability: 0.001,
  score: 2,
  rank: 90,
  gain: null,
  round: 6,
  modelId: 'm6',
};

const context: DraftContext = {
  clock,
  strategy: 'entropy',
  ranking: null,
  entry: (itemId) => (itemId === 'four' ? slot : null),
  rowOf: () => null,
};

const command = (change: Partial<LabelCommand>): LabelCommand => ({
  eventId: 'e-1',
  itemId: 'four',
  action: 'label',
  value: 'spam',
  secondsSpent: 1.5,
  suggestionShown: true,
  view: 'item',
  ...change,
});

describe('draftCommands', () => {
  it('stores which slot asked the item, with its selection probability', () => {
    const [draft] = draftCommands([command({})], context);
    expect(draft).toMatchObject({
      wallTime: '2026-01-02T03:04:05.000Z',
      monotonicMs: 77,
      groupId: null,
      provenance: {
        round: 6,
        rankShown: 90,
        strategy: 'margin',
        stream: 'random',
        selectionProbability: 0.001,
      },
    });
    // Nothing was suggested on the random stream, whatever the view says.
    expect(draft?.provenance.suggestionShown).toBe(false);
  });

  it('has no selection probability for items picked in the grid', () => {
    const [draft] = draftCommands([command({ view: 'grid' })], context);
    expect(draft?.provenance).toMatchObject({
      stream: 'browse',
      selectionProbability: null,
      strategy: 'entropy',
    });
  });

  it('groups labels that were set together', () => {
    const drafts = draftCommands([command({}), command({ eventId: 'e-2', itemId: 'five' })], context);
    expect(drafts.map((draft) => draft.groupId)).toEqual(['e-1', 'e-1']);
  });
});

describe('draftReversal', () => {
  const target = (eventId: string): LabelEvent => ({
    ...(draftCommands([command({ eventId })], context)[0] ?? expect.fail()),
    ...slot,
    rankShown: 90,
    suggestionShown: false,
    sequence: 1,
    actor: 'ann',
    actorCounter: 1,
    lamport: 1,
    oldValue: null,
  });

  it('makes the same event ids again when an undo is sent twice', () => {
    const targets = [target('a'), target('b'), target('c')];
    const first = draftReversal('undo', 'u', targets, clock);
    const second = draftReversal('undo', 'u', targets, clock);
    expect(first.map((draft) => draft.eventId)).toEqual(second.map((draft) => draft.eventId));
    expect(new Set(first.map((draft) => draft.eventId)).size).toBe(3);
    expect(first.map((draft) => draft.targetEventId)).toEqual(['a', 'b', 'c']);
    expect(first[1]?.eventId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
