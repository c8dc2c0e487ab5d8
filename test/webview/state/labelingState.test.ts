import { describe, expect, it } from 'vitest';
import {
  afterDecision,
  canMove,
  currentItem,
  emptyState,
  goTo,
  isOutdated,
  move,
  sequenceOf,
  takeSnapshot,
  upcoming,
  visit,
  withCommands,
} from '../../../webview/state/labelingState.ts';
import { command, item, items, snapshot } from './fixtures.ts';

const opened = takeSnapshot(emptyState, snapshot());

describe('the place in the sequence', () => {
  it('starts at the item on turn', () => {
    const sequence = [item(0, { label: 'cat' }), ...items(1, 6)];
    expect(takeSnapshot(emptyState, snapshot({ sequence, turn: 1 })).cursorId).toBe('i1');
  });

  it('starts where the annotator was before the view was hidden', () => {
    const state = takeSnapshot({ ...emptyState, cursorId: 'i3' }, snapshot());
    expect(state.cursorId).toBe('i3');
    const gone = takeSnapshot({ ...emptyState, cursorId: 'gone' }, snapshot());
    expect(gone.cursorId).toBe('i0');
  });

  it('tells a snapshot older than the one shown from one of the same revision', () => {
    const state = takeSnapshot(emptyState, snapshot({ revision: 5 }));
    expect(isOutdated(emptyState, snapshot({ revision: 0 }))).toBe(false);
    expect(isOutdated(state, snapshot({ revision: 4 }))).toBe(true);
    expect(isOutdated(state, snapshot({ revision: 5, busy: 'Ranking' }))).toBe(false);
  });

  it('does not move the item on screen when a new ranking arrives', () => {
    const reordered = [item(4), item(0), item(9), item(1)];
    const state = takeSnapshot(opened, snapshot({ revision: 1, sequence: reordered }));
    expect(currentItem(state)?.itemId).toBe('i0');
  });

  it('keeps the item on screen when the new sequence does not contain it', () => {
    const state = takeSnapshot(opened, snapshot({ revision: 1, sequence: items(10, 16) }));
    expect(currentItem(state)?.itemId).toBe('i0');
    expect(afterDecision(state, 'i0').cursorId).toBe('i10');
    expect(move(state, 1).cursorId).toBe('i10');
  });

  it('goes back and forth and stops at the ends', () => {
    expect(canMove(opened, -1)).toBe(false);
    const second = move(opened, 1);
    expect(second.cursorId).toBe('i1');
    expect(move(second, -1).cursorId).toBe('i0');
    expect(canMove(goTo(opened, 'i5')!, 1)).toBe(false);
    expect(goTo(opened, 'elsewhere')).toBeNull();
  });

  it('shows an item of the grid and returns to the sequence', () => {
    const decided = [item(0, { label: 'cat' }), ...items(1, 6)];
    const state = takeSnapshot(emptyState, snapshot({ sequence: decided, turn: 1 }));
    const visiting = visit(state, item(77));
    expect(currentItem(visiting)?.itemId).toBe('i77');
    expect(move(visiting, -1).cursorId).toBe('i0');
    expect(move(visiting, 1).cursorId).toBe('i1');
    expect(afterDecision(visiting, 'i77').cursorId).toBe('i1');
  });
});

describe('labels that the host has not acknowledged', () => {
  it('are painted over the snapshot', () => {
    const state = withCommands(opened, [command(item(0), 'label', 'dog'), command(item(1), 'flag', 'true')]);
    expect(sequenceOf(state)[0]?.label).toBe('dog');
    expect(sequenceOf(state)[1]?.flagged).toBe(true);
  });

  it('let the annotator go on faster than the host answers', () => {
    let state = opened;
    const sent = [];
    for (const id of ['i0', 'i1', 'i2']) {
      const current = currentItem(state)!;
      expect(current.itemId).toBe(id);
      sent.push(command(current, 'label', 'cat'));
      state = afterDecision(withCommands(state, sent), id);
    }
    expect(state.cursorId).toBe('i3');
    // The host's snapshot knows of the first label only.
    const late = snapshot({ revision: 1, sequence: [item(0, { label: 'cat' }), ...items(1, 7)], turn: 1 });
    state = withCommands(takeSnapshot(state, late), sent.slice(1));
    expect(state.cursorId).toBe('i3');
    expect(upcoming(state, 9).map((entry) => entry.itemId)).toEqual(['i4', 'i5', 'i6']);
  });

  it('leave no item on screen after the last one sent, until more arrive', () => {
    const sent = items(0, 6).map((entry) => command(entry, 'skip', null));
    const waiting = afterDecision(withCommands(opened, sent), 'i5');
    expect(waiting.cursorId).toBeNull();
    const more = snapshot({ revision: 6, sequence: items(6, 12), turn: 0 });
    expect(takeSnapshot(waiting, more).cursorId).toBe('i6');
  });

  it('after a correction go on with the item that was on turn', () => {
    const sequence = [item(0, { label: 'cat' }), item(1, { label: 'cat' }), ...items(2, 8)];
    const state = goTo(takeSnapshot(emptyState, snapshot({ sequence, turn: 2 })), 'i0')!;
    const corrected = withCommands(state, [command(sequence[0]!, 'label', 'dog')]);
    expect(afterDecision(corrected, 'i0').cursorId).toBe('i2');
  });
});
