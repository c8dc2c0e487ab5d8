import { describe, expect, it } from 'vitest';
import { keepState } from '../../webview/keptState.ts';
import { readSavedState } from '../../webview/state/savedState.ts';
import type { SavedState } from '../../webview/state/savedState.ts';

const entry = (eventId: string): SavedState['outbox'][number] => ({ kind: 'undo', eventId });
const state = (...ids: string[]): SavedState => ({ ...readSavedState(null), outbox: ids.map(entry) });

const makePlaces = () => {
  let kept: unknown = undefined;
  const items = new Map<string, string>();
  return {
    items,
    forget: () => (kept = undefined),
    api: { postMessage: () => undefined, getState: () => kept, setState: (next: unknown) => (kept = next) },
    storage: {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    },
  };
};

describe('the kept state of the view', () => {
  it('gives labels back that VS Code had no time to keep', () => {
    const { api, storage, forget } = makePlaces();
    keepState(api, 'p', storage).write(state('a', 'b'));
    forget();
    expect(keepState(api, 'p', storage).read().outbox).toEqual([entry('a'), entry('b')]);
    expect(keepState(api, 'another', storage).read().outbox).toEqual([]);
  });

  it('leaves nothing behind once every label is acknowledged', () => {
    const { api, storage, items } = makePlaces();
    const kept = keepState(api, 'p', storage);
    kept.write(state('a'));
    kept.write(state());
    expect(items.size).toBe(0);
    expect(kept.read().outbox).toEqual([]);
  });

  it('does without a storage, and with one that is full or damaged', () => {
    const { api, storage, items } = makePlaces();
    keepState(api, 'p', null).write(state('a'));
    expect(keepState(api, 'p', null).read().outbox).toEqual([entry('a')]);
    const full = { ...storage, setItem: () => expect.fail('quota exceeded') };
    keepState(api, 'p', full).write(state('a', 'b'));
    expect(keepState(api, 'p', full).read().outbox).toHaveLength(2);
    items.set('nextlabel.outbox.p', '{"version":1,"outbox":[{"kind"');
    expect(keepState(api, 'p', storage).read().outbox).toHaveLength(2);
  });
});
