import { describe, expect, it } from 'vitest';
import type { ReviewedLabel } from '../../../src/protocol/inspectorActions.ts';
import type { SecondLookReport, Suspect } from '../../../src/protocol/secondLook.ts';
import type { InspectorController } from '../../../webview/inspector/inspectorController.ts';
import { LookModel } from '../../../webview/inspector/state/lookModel.ts';

const suspect = (row: number, label: number, twin: number | null = null): Suspect => ({
  ...{ row, itemId: `i${row}`, label, suggested: 1 - label },
  reasons:
    twin === null
      ? [{ kind: 'model', probability: 0.1, other: 1 - label, otherProbability: 0.9 }]
      : [
          {
            ...{ kind: 'duplicate', twin, twinId: `i${twin}`, twinLabel: 1 - label, distance: 0 },
            ...{ others: 1, own: 1, around: [] },
          },
        ],
});

const report = {
  revision: 10,
  suspects: [suspect(1, 0), suspect(2, 1), suspect(3, 0), suspect(4, 0, 8)],
} as unknown as SecondLookReport;

/** A controller whose host does what it is told, in order; `refuses` fails the next review. */
function start(later: readonly number[] = [], steps: readonly unknown[] = []) {
  const host = {
    work: {
      revision: 10,
      readOnly: null as string | null,
      canUndo: false,
      queued: [],
      blind: [],
      repeats: [8],
    },
    labels: new Map([1, 2, 3, 4].map((row) => [row, row === 2 ? 'dog' : 'cat'])),
    kept: { later, steps } as unknown,
    said: '',
    complaint: '',
    refuses: false,
    log: [] as string[],
    undone: '',
  };
  const appended = () => {
    host.work = { ...host.work, revision: host.work.revision + 1 };
    return host.work.revision;
  };
  const controller = {
    get snapshot() {
      return { work: host.work, classes: [{ name: 'cat' }, { name: 'dog' }] };
    },
    item: (row: number) => ({ label: host.labels.get(row) ?? null, blind: false }),
    kept: () => host.kept,
    keep: (_: string, value: unknown) => (host.kept = value),
    say: (text: string) => (host.said = text),
    complain: (text: string) => (host.complaint = text),
    actions: {
      review: async ({ row, className }: ReviewedLabel) => {
        await Promise.resolve();
        if (host.refuses) throw new Error('The disk is full.');
        host.log.push(`${row} ${className}`);
        return { revision: appended(), eventIds: [] };
      },
      undo: async () => {
        await Promise.resolve();
        const last = host.undone === '' ? (host.log.pop() ?? '') : host.undone;
        return { revision: appended(), itemId: `i${last.split(' ')[0]}`, description: `Undid: ${last}` };
      },
    },
  };
  const model = new LookModel(controller as unknown as InspectorController);
  const state = () => model.state(report);
  const decide = (className: string) => model.decide(state().current!, className);
  const settled = () => new Promise((resolve) => setTimeout(resolve, 1));
  return { host, model, state, decide, settled, appended };
}

describe('the queue of labels in doubt', () => {
  it('goes on at once, and counts what is left, decided, put off and held back', async () => {
    const { model, state, decide, host, settled } = start();
    expect(state()).toMatchObject({ current: { row: 1 }, left: 3, later: 0, held: 1 });
    decide('cat');
    expect(state()).toMatchObject({ current: { row: 2 }, left: 2 });
    model.putOff(state().current!);
    decide('dog');
    expect(state()).toMatchObject({ current: null, left: 1, later: 1 });
    await settled();
    expect(host.log).toEqual(['1 cat', '3 dog']);
    expect(model.counts(report)).toEqual({ confirmed: 1, corrected: 1 });
    expect(host.said).toBe('i3: “cat” is corrected to “dog”. None is left.');
    model.backToLater();
    expect(state().current?.row).toBe(2);
  });

  it('remembers what was put off in the view before', () => {
    expect(start([1]).state()).toMatchObject({ current: { row: 2 }, left: 3, later: 1 });
  });

  it('takes back step by step, also what is still on its way', async () => {
    const { model, state, decide, host, settled } = start();
    decide('cat');
    decide('cat');
    model.putOff(state().current!);
    model.undo();
    expect(state().current?.row).toBe(3);
    model.undo();
    await settled();
    expect(host.log).toEqual(['1 cat']);
    expect(state().current?.row).toBe(2);
    expect(model.decided.has(1)).toBe(true);
    expect(host.said).toContain('Next: i2, labeled “dog”; 2 left.');
  });

  it('keeps to its own where another step was taken back', async () => {
    const { model, decide, host, settled } = start();
    decide('cat');
    await settled();
    host.undone = '77 cat';
    model.undo();
    await settled();
    expect(model.decided.has(1)).toBe(true);
    expect(model.canUndo).toBe(true);
  });

  it('takes back what was decided in the view before, and offers to look again', async () => {
    const { model, host, settled, state } = start([], [{ kind: 'decided', row: 99 }, { kind: 'nonsense' }]);
    expect(state().current?.row).toBe(1);
    expect(model.canUndo).toBe(true);
    host.undone = '99 cat';
    model.undo();
    await settled();
    expect(host.said).toContain('Undid: 99 cat');
    expect(model.canUndo).toBe(false);
    expect(model.hasOthers(report)).toBe(true);
  });

  it('brings back what was refused', async () => {
    const { state, decide, host, settled, model } = start();
    host.refuses = true;
    decide('dog');
    expect(state().current?.row).toBe(2);
    await settled();
    expect(state().current?.row).toBe(1);
    expect(host.complaint).toBe('The disk is full.');
    expect(model.hasOthers(report)).toBe(false);
  });

  it('passes over what has another label by now', () => {
    const { state, host } = start();
    host.labels.set(1, 'dog');
    expect(state().current?.row).toBe(2);
  });

  it('tells events of its own from those of others', async () => {
    const { model, decide, host, settled, appended } = start();
    expect(model.revision).toBe(10);
    decide('cat');
    decide('cat');
    await settled();
    model.undo();
    await settled();
    expect(host.work.revision).toBe(13);
    expect(model.hasOthers(report)).toBe(false);
    appended();
    expect(model.hasOthers(report)).toBe(true);
    expect(model.revision).toBe(10);
    model.lookAgain();
    expect(model.revision).toBe(14);
    expect(model.hasOthers({ ...report, revision: 14 })).toBe(false);
    expect(model.decided.size).toBe(0);
  });

  it('does nothing where nothing may be written', () => {
    const { model, decide, host, state } = start();
    host.work = { ...host.work, readOnly: 'Read-only', canUndo: true };
    decide('cat');
    expect(state().current?.row).toBe(1);
    expect(model.canUndo).toBe(false);
  });
});
