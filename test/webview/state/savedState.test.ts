import { describe, expect, it } from 'vitest';
import { readSavedState, writeSavedState } from '../../../webview/state/savedState.ts';
import type { SavedState } from '../../../webview/state/savedState.ts';
import { command, item } from './fixtures.ts';

const state: SavedState = {
  outbox: [
    { kind: 'apply', commands: [command(item(0), 'label', '__proto__')] },
    { kind: 'undo', eventId: 'u1' },
  ],
  cursorId: 'i4',
  cursorOpen: true,
  view: 'grid',
  filter: 'skipped',
  draft: { itemId: 'i4', text: 'half a no' },
};

describe('the state that outlives the webview', () => {
  it('comes back as it was', () => {
    const kept: unknown = JSON.parse(JSON.stringify(writeSavedState(state)));
    expect(readSavedState(kept)).toEqual(state);
  });

  it.each([undefined, null, 7, 'x', [], {}, { version: 99, outbox: [1] }])('starts anew from %j', (kept) => {
    expect(readSavedState(kept)).toMatchObject({ outbox: [], cursorId: null, view: 'item' });
  });

  it('leaves out what is not an entry', () => {
    const kept = {
      version: 1,
      outbox: [{ kind: 'apply', commands: [{}] }, { kind: 'rm' }, { kind: 'redo', eventId: 'r' }],
    };
    expect(readSavedState(kept).outbox).toEqual([{ kind: 'redo', eventId: 'r' }]);
  });
});
