import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldItem } from '../../src/store/fold.ts';
import type { EventAction, LabelEvent } from '../../src/store/store.ts';
import { labelEvent } from './fixtures/labelEvents.ts';

const fold = (...events: readonly LabelEvent[]) => foldItem('item', events);

/** The n-th event: id, Lamport number and counter are n. */
const nth = (n: number, action: EventAction, given: Partial<LabelEvent> = {}): LabelEvent =>
  labelEvent({ eventId: `e${n}`, lamport: n, actorCounter: n, action, value: null, ...given });
const cat = nth(1, 'label', { value: 'cat' });
const dog = nth(2, 'relabel', { value: 'dog' });

describe('foldItem', () => {
  it('is empty without events', () => {
    expect(fold()).toEqual({ decision: null, flagged: false, note: '' });
  });

  it('keeps the last decision: label, relabel, skip or a cleared label', () => {
    expect(fold(cat, dog).decision).toEqual({ action: 'label', label: 'dog', eventId: 'e2' });
    expect(fold(cat, dog, nth(3, 'skip')).decision).toEqual({ action: 'skip', label: null, eventId: 'e3' });
    expect(fold(cat, nth(3, 'label')).decision).toEqual({ action: 'label', label: null, eventId: 'e3' });
  });

  it('keeps flag and note apart from the decision', () => {
    const events = [
      cat,
      nth(2, 'flag', { value: 'true' }),
      nth(3, 'note', { value: 'blurred' }),
      nth(4, 'skip'),
    ];
    expect(fold(...events)).toMatchObject({ flagged: true, note: 'blurred', decision: { action: 'skip' } });
    expect(fold(...events, nth(5, 'flag', { value: 'false' })).flagged).toBe(false);
  });

  it('leaves the label as it is when it is judged again', () => {
    const judged = [
      cat,
      nth(2, 'repeat', { value: 'dog' }),
      nth(3, 'repeat'),
      nth(4, 'confirm', { value: 'cat' }),
    ];
    expect(fold(...judged)).toEqual(fold(cat));
    expect(fold(nth(2, 'repeat', { value: 'dog' }))).toEqual(fold());
  });

  it('undoes and redoes by the last switch of an event, again and again', () => {
    const undo = (n: number) => nth(n, 'undo', { targetEventId: 'e2' });
    const redo = (n: number) => nth(n, 'redo', { targetEventId: 'e2' });
    expect(fold(cat, dog, undo(3)).decision?.label).toBe('cat');
    expect(fold(cat, dog, undo(3), redo(4)).decision?.label).toBe('dog');
    expect(fold(cat, dog, undo(3), redo(4), undo(5)).decision?.label).toBe('cat');
    expect(fold(undo(5), cat, redo(4), dog, undo(3)).decision?.label).toBe('cat');
  });

  it('goes by Lamport number, not by order of arrival or the clock', () => {
    const late = { ...dog, wallTime: '1999-01-01T00:00:00.000Z', sequence: 1 };
    expect(fold(late, { ...cat, sequence: 2 }).decision?.label).toBe('dog');
  });

  it('passes over an undo without a known target, and events of other items', () => {
    const stray = [nth(3, 'undo'), nth(4, 'undo', { targetEventId: 'nobody' })];
    const other = nth(5, 'label', { itemId: 'other', value: 'cow' });
    expect(fold(cat, ...stray, other).decision?.label).toBe('cat');
  });

  it('takes any text as a class name', () => {
    expect(fold(nth(1, 'label', { value: '__proto__' })).decision?.label).toBe('__proto__');
  });

  it('agrees in all clones, even where two label under one name and number alike', () => {
    const here = labelEvent({ eventId: 'aa', value: 'cat' });
    const there = labelEvent({ eventId: 'bb', value: 'dog' });
    expect(fold(here, there)).toEqual(fold(there, here));
  });
});

/** Events of two annotators on one item, undo and redo aiming at any event, own or not. */
const twoLogs = fc
  .array(
    fc.record({
      action: fc.constantFrom<EventAction>(
        'label',
        'relabel',
        'skip',
        'flag',
        'note',
        'repeat',
        'confirm',
        'undo',
        'redo',
      ),
      actor: fc.constantFrom('anna', 'ben'),
      lamport: fc.integer({ min: 1, max: 12 }),
      value: fc.option(fc.constantFrom('true', 'false', 'cat', 'dog')),
      target: fc.nat({ max: 19 }),
    }),
    { maxLength: 20 },
  )
  .map((drafts) =>
    drafts.map(({ target, ...rest }, n) =>
      labelEvent({ eventId: `e${n}`, actorCounter: n, targetEventId: `e${target}`, ...rest }),
    ),
  );

describe('merging two logs', () => {
  const union = (...logs: readonly (readonly LabelEvent[])[]): LabelEvent[] => [
    ...new Map(logs.flat().map((event) => [event.eventId, event])).values(),
  ];

  it('commutes, associates and repeats harmlessly', () => {
    const shuffled = twoLogs.chain((events) =>
      fc.tuple(
        fc.constant(events),
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.subarray(events),
        fc.subarray(events),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([events, otherOrder, some, others]) => {
        const whole = fold(...events);
        expect(fold(...otherOrder)).toEqual(whole);
        expect(fold(...otherOrder, ...some, ...others)).toEqual(whole);
        expect(fold(...union(some, others))).toEqual(fold(...union(others, some)));
        expect(fold(...union(union(some, others), otherOrder))).toEqual(
          fold(...union(some, union(others, otherOrder))),
        );
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  it('is what replaying the sorted log says', () => {
    fc.assert(
      fc.property(twoLogs, (events) => {
        expect(fold(...events)).toEqual(replay(events));
      }),
      { seed: 8, numRuns: 2000 },
    );
  });
});

/** The definition, read aloud: sort, strike out what is undone, then let each event overwrite. */
const replay = (events: readonly LabelEvent[]): ReturnType<typeof foldItem> => {
  const sorted = [...events].sort(
    (a, b) =>
      a.lamport - b.lamport ||
      (a.actor < b.actor ? -1 : a.actor > b.actor ? 1 : a.actorCounter - b.actorCounter),
  );
  const undone = new Set<string | null>();
  for (const { action, targetEventId } of sorted) {
    if (action === 'undo') undone.add(targetEventId);
    if (action === 'redo') undone.delete(targetEventId);
  }
  let state: ReturnType<typeof foldItem> = { decision: null, flagged: false, note: '' };
  for (const { action, value, eventId } of sorted.filter((event) => !undone.has(event.eventId))) {
    if (action === 'flag') state = { ...state, flagged: value === 'true' };
    if (action === 'note') state = { ...state, note: value ?? '' };
    if (action === 'skip') state = { ...state, decision: { action, label: null, eventId } };
    if (action === 'label' || action === 'relabel') {
      state = { ...state, decision: { action: 'label', label: value, eventId } };
    }
  }
  return state;
};
