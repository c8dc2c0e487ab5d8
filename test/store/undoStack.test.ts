import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldItem } from '../../src/store/fold.ts';
import type { FoldedState } from '../../src/store/fold.ts';
import type { EventAction, LabelEvent } from '../../src/store/store.ts';
import { UndoStack } from '../../src/store/undoStack.ts';
import { labelEvent } from './fixtures/labelEvents.ts';

/** An annotator at work: makes events, feeds them to the stack and keeps the log. */
class Annotator {
  readonly stack = new UndoStack();
  readonly log: LabelEvent[] = [];

  act(given: Partial<LabelEvent> = {}): LabelEvent {
    const n = this.log.length + 1;
    const event = labelEvent({ eventId: `e${n}`, lamport: n, actorCounter: n, ...given });
    this.log.push(event);
    this.stack.take(event);
    return event;
  }

  /** One undo or redo of all that the stack offers; several events share a group. */
  turn(action: 'undo' | 'redo', targets = this.offered(action)): void {
    const groupId = targets.length > 1 ? `${action}${this.log.length}` : null;
    for (const { itemId, eventId } of targets) {
      this.act({ action, value: null, itemId, targetEventId: eventId, groupId });
    }
  }

  offered(action: 'undo' | 'redo'): readonly LabelEvent[] {
    return action === 'undo' ? this.stack.undoTargets() : this.stack.redoTargets();
  }

  ids(action: 'undo' | 'redo'): string[] {
    return this.offered(action).map((event) => event.eventId);
  }
}

describe('UndoStack', () => {
  it('offers nothing at first', () => {
    expect(new UndoStack().undoTargets()).toEqual([]);
    expect(new UndoStack().redoTargets()).toEqual([]);
  });

  it('walks back and forth', () => {
    const anna = new Annotator();
    anna.act();
    anna.act();
    anna.turn('undo');
    expect([anna.ids('undo'), anna.ids('redo')]).toEqual([['e1'], ['e2']]);
    anna.turn('undo');
    expect([anna.ids('undo'), anna.ids('redo')]).toEqual([[], ['e1']]);
    anna.turn('redo');
    expect([anna.ids('undo'), anna.ids('redo')]).toEqual([['e1'], ['e2']]);
  });

  it('gives up what was undone when something new is done', () => {
    const anna = new Annotator();
    anna.act();
    anna.turn('undo');
    anna.act();
    expect([anna.ids('undo'), anna.ids('redo')]).toEqual([['e3'], []]);
  });

  it('takes a group as one step', () => {
    const anna = new Annotator();
    anna.act();
    for (const itemId of ['a', 'b', 'c']) anna.act({ itemId, groupId: 'grid' });
    expect(anna.ids('undo')).toEqual(['e2', 'e3', 'e4']);
    anna.turn('undo');
    expect([anna.ids('undo'), anna.ids('redo')]).toEqual([['e1'], ['e2', 'e3', 'e4']]);
    anna.turn('redo', anna.offered('redo').toReversed());
    expect([anna.ids('undo'), anna.ids('redo')]).toEqual([['e2', 'e3', 'e4'], []]);
  });

  it('offers the rest of a group of which only a part was undone', () => {
    const anna = new Annotator();
    const [first] = ['a', 'b', 'c'].map((itemId) => anna.act({ itemId, groupId: 'grid' }));
    anna.turn('undo', first === undefined ? [] : [first]);
    expect([anna.ids('undo'), anna.ids('redo')]).toEqual([['e2', 'e3'], ['e1']]);
    anna.turn('redo');
    expect([anna.ids('undo'), anna.ids('redo')]).toEqual([['e1', 'e2', 'e3'], []]);
  });

  it('moves a target that is not on top, and leaves alone what is not its own', () => {
    const anna = new Annotator();
    const first = anna.act();
    anna.act();
    anna.turn('undo', [first]);
    expect([anna.ids('undo'), anna.ids('redo')]).toEqual([['e2'], ['e1']]);
    anna.act({ action: 'undo', targetEventId: 'somebody-elses' });
    anna.act({ action: 'undo', targetEventId: 'e1' });
    anna.act({ action: 'redo', targetEventId: 'e2' });
    anna.act({ action: 'undo', targetEventId: null });
    expect([anna.ids('undo'), anna.ids('redo')]).toEqual([['e2'], ['e1']]);
  });

  it('takes an event once', () => {
    const anna = new Annotator();
    anna.stack.take(anna.act());
    anna.turn('undo');
    expect(anna.ids('undo')).toEqual([]);
  });

  it('undoes 100,000 steps, rebuilt from the log, without getting slow', () => {
    const anna = new Annotator();
    for (let n = 0; n < 100_000; n += 1) anna.act();
    const again = new UndoStack();
    for (const event of anna.log) again.take(event);
    expect(again.undoTargets()).toEqual(anna.stack.undoTargets());
    for (let n = 0; n < 100_000; n += 1) anna.turn('undo');
    expect([anna.ids('undo'), anna.ids('redo')]).toEqual([[], ['e1']]);
  });
});

const items = ['a', 'b', 'c', 'd'] as const;
type States = ReadonlyMap<string, FoldedState>;

/** The plain reference: whole states on two stacks. */
class Reference {
  now: States = new Map(items.map((item) => [item, { decision: null, flagged: false, note: '' }]));
  readonly past: States[] = [];
  readonly future: States[] = [];

  act(change: (states: Map<string, FoldedState>) => void): void {
    this.past.push(this.now);
    this.future.length = 0;
    const next = new Map(this.now);
    change(next);
    this.now = next;
  }

  turn(from: States[], to: States[]): void {
    const next = from.pop();
    if (next === undefined) return;
    to.push(this.now);
    this.now = next;
  }
}

const applied = (state: FoldedState, { action, value, eventId }: LabelEvent): FoldedState => {
  if (action === 'flag') return { ...state, flagged: value === 'true' };
  if (action === 'note') return { ...state, note: value ?? '' };
  if (action === 'repeat' || action === 'confirm') return state;
  if (action === 'skip') return { ...state, decision: { action, label: null, eventId } };
  return { ...state, decision: { action: 'label', label: value, eventId } };
};

const commands = fc.array(
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        action: fc.constantFrom<EventAction>('label', 'relabel', 'skip', 'flag', 'note', 'repeat', 'confirm'),
        value: fc.option(fc.constantFrom('cat', 'dog', 'true', 'false', '__proto__')),
        itemIds: fc.oneof(
          fc.constantFrom(...items).map((item) => [item]),
          fc.subarray([...items], { minLength: 1 }),
        ),
      }),
    },
    { weight: 2, arbitrary: fc.constantFrom('undo' as const, 'redo' as const) },
  ),
  { maxLength: 40 },
);

describe('fold and undo stack together', () => {
  it('do what a model that keeps whole states does', () => {
    fc.assert(
      fc.property(commands, (sequence) => {
        const anna = new Annotator();
        const model = new Reference();
        for (const command of sequence) {
          if (command === 'undo') model.turn(model.past, model.future);
          else if (command === 'redo') model.turn(model.future, model.past);
          if (typeof command === 'string') anna.turn(command);
          else {
            const { itemIds, ...given } = command;
            const groupId = itemIds.length > 1 ? `group${anna.log.length}` : null;
            model.act((states) => {
              for (const itemId of itemIds) {
                const event = anna.act({ ...given, itemId, groupId });
                states.set(itemId, applied(states.get(itemId)!, event));
              }
            });
          }
          for (const item of items) {
            expect(
              foldItem(
                item,
                anna.log.filter((event) => event.itemId === item),
              ),
            ).toEqual(model.now.get(item));
          }
          expect(anna.ids('undo').length > 0).toBe(model.past.length > 0);
          expect(anna.ids('redo').length > 0).toBe(model.future.length > 0);
        }
      }),
      { seed: 11, numRuns: 3000 },
    );
  });
});
