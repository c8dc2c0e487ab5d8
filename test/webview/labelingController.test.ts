import { describe, expect, it } from 'vitest';
import type { LabelCommand, LabelingSnapshot } from '../../src/protocol/labeling.ts';
import type { LabelingHost } from '../../webview/connection.ts';
import { waitingMs } from '../../webview/hostLink.ts';
import { LabelingController } from '../../webview/labelingController.ts';
import { createDwellTimer } from '../../webview/state/dwellTimer.ts';
import { readSavedState } from '../../webview/state/savedState.ts';
import type { SavedState } from '../../webview/state/savedState.ts';
import { progressOf } from '../../webview/state/progress.ts';
import { item, items, snapshot } from './state/fixtures.ts';

/** A controller on a host that answers with `state.now`, and timers that run when told. */
function controlled(first: LabelingSnapshot, kept: Partial<SavedState> = {}) {
  const state = { now: first, questions: 0, kept: null as SavedState | null };
  const timers = new Set<{ readonly callback: () => void; readonly delayMs: number }>();
  let push: (snapshot: LabelingSnapshot) => void = () => undefined;
  const sent: LabelCommand[] = [];
  const acknowledge = (commands: readonly LabelCommand[]) => {
    sent.push(...commands);
    return Promise.resolve({ revision: state.now.revision + 1, eventIds: [] });
  };
  const reversed = () => Promise.resolve({ revision: 0, itemId: null, description: '' });
  const host: LabelingHost = {
    ready: () => {
      state.questions += 1;
      return Promise.resolve(state.now);
    },
    apply: acknowledge,
    undo: reversed,
    redo: reversed,
    page: () => Promise.resolve({ total: 0, offset: 0, cards: [] }),
    item: () => Promise.reject(new Error('not asked for here')),
    shown: () => undefined,
    command: () => undefined,
    inspect: () => undefined,
    textFocus: () => undefined,
    onSnapshot: (listener) => (push = listener),
    onAction: () => undefined,
  };
  const controller = new LabelingController({
    host,
    saved: { ...readSavedState(null), ...kept },
    save: (saved) => (state.kept = saved),
    dwell: createDwellTimer(() => 0),
    newId: () => 'event',
    isFinal: () => false,
    schedule: (callback, delayMs) => {
      const timer = { callback, delayMs };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    controller,
    state,
    sent,
    settle,
    push: (made: LabelingSnapshot) => push(made),
    /** Lets the time of the waiting view pass once. */
    pass: async () => {
      for (const timer of [...timers].filter(({ delayMs }) => delayMs === waitingMs)) {
        timers.delete(timer);
        timer.callback();
      }
      await settle();
    },
  };
}

describe('a view with nothing on screen', () => {
  const decided = { total: 100, labeled: 0, sequence: [], turn: 0 } as const;

  it('asks for the next item until there is one, and then no more', async () => {
    const view = controlled(snapshot({ ...decided, revision: 3 }));
    view.controller.connect();
    await view.settle();
    expect(view.state.questions).toBe(1);
    await view.pass();
    expect(view.state.questions).toBe(2);
    view.state.now = snapshot({ revision: 3 });
    await view.pass();
    expect(view.controller.item?.itemId).toBe('i0');
    await view.pass();
    expect(view.state.questions).toBe(3);
  });

  it('does not ask when all items are decided, or none was imported', async () => {
    for (const done of [
      { ...decided, labeled: 90, skipped: 10 },
      { ...decided, total: 0 },
    ]) {
      const view = controlled(snapshot(done));
      view.controller.connect();
      await view.settle();
      await view.pass();
      expect(view.state.questions).toBe(1);
    }
  });
});

describe('an item that is asked again', () => {
  it('takes an answer in place of a label, paints it, and counts nothing', async () => {
    const sequence = [item(0, { repeat: true, stream: 'random', suggestion: null }), ...items(1, 6)];
    const view = controlled(snapshot({ sequence, labeled: 7 }));
    view.controller.connect();
    await view.settle();
    view.controller.decisions.label({ name: 'dog' });
    expect(view.controller.item?.itemId).toBe('i1');
    view.controller.step(-1);
    expect(view.controller.item).toMatchObject({ itemId: 'i0', label: 'dog' });
    view.controller.decisions.skip();
    view.controller.step(-1);
    view.controller.decisions.clearLabel();
    await view.settle();
    expect(view.sent.map(({ action, value }) => [action, value])).toEqual([
      ['repeat', 'dog'],
      ['repeat', null],
      ['repeat', null],
    ]);
    const { snapshot: shown, state } = view.controller;
    expect(progressOf(shown!, state.overlay)).toMatchObject({ labeled: 7, skipped: 0, remaining: 93 });
  });
});

describe('revisions', () => {
  it('may begin anew: a late snapshot makes the view ask, and the answer counts', async () => {
    const view = controlled(snapshot({ revision: 40 }));
    view.controller.connect();
    await view.settle();
    const rebuilt = snapshot({ revision: 7, sequence: items(50, 56) });
    view.state.now = rebuilt;
    view.push(rebuilt);
    expect(view.controller.snapshot?.revision).toBe(40);
    await view.settle();
    expect(view.controller.snapshot?.revision).toBe(7);
    view.push(snapshot({ revision: 8, labeled: 1 }));
    expect(view.controller.snapshot?.revision).toBe(8);
  });

  it('do not go back when a newer snapshot overtook the answer', async () => {
    const view = controlled(snapshot({ revision: 4 }));
    view.controller.connect();
    await view.settle();
    view.controller.connect();
    view.push(snapshot({ revision: 6 }));
    await view.settle();
    expect(view.controller.snapshot?.revision).toBe(6);
  });

  it('that begin anew leave no label painted that the host no longer knows of', async () => {
    const view = controlled(snapshot({ revision: 40 }));
    view.controller.connect();
    await view.settle();
    view.controller.decisions.label({ name: 'cat' });
    await view.settle();
    expect(view.controller.state.overlay).toHaveLength(1);
    view.state.now = snapshot({ revision: 7 });
    view.controller.connect();
    await view.settle();
    expect(view.controller.state.overlay).toHaveLength(0);
  });
});

describe('a view that is restored', () => {
  const sequence = items(0, 4).map((each, index) => (index < 2 ? { ...each, label: 'cat' } : each));
  const now = snapshot({ revision: 9, sequence, turn: 2 });
  const restored = async (kept: Partial<SavedState>) => {
    const view = controlled(now, kept);
    view.controller.connect();
    await view.settle();
    return view;
  };

  it('leaves an item that was decided after its place was kept', async () => {
    const { controller, state } = await restored({ cursorId: sequence[1]!.itemId, cursorOpen: true });
    expect(controller.item?.itemId).toBe(sequence[2]!.itemId);
    expect(state.kept).toMatchObject({ cursorId: sequence[2]!.itemId, cursorOpen: true });
  });

  it('stays at a decided item that somebody went back to, and at one that is still open', async () => {
    const back = await restored({ cursorId: sequence[1]!.itemId, cursorOpen: false });
    expect(back.controller.item?.itemId).toBe(sequence[1]!.itemId);
    const ahead = await restored({ cursorId: sequence[3]!.itemId, cursorOpen: true });
    expect(ahead.controller.item?.itemId).toBe(sequence[3]!.itemId);
    ahead.controller.step(-1);
    ahead.controller.step(-1);
    expect(ahead.state.kept).toMatchObject({ cursorId: sequence[1]!.itemId, cursorOpen: false });
  });
});
