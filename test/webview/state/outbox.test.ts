import { describe, expect, it } from 'vitest';
import type { LabelCommand, UndoResult } from '../../../src/protocol/labeling.ts';
import { answerTimeoutMs, Outbox } from '../../../webview/state/outbox.ts';
import type { OutboxEntry } from '../../../webview/state/outbox.ts';
import { command, item } from './fixtures.ts';

interface Call {
  readonly kind: string;
  readonly ids: readonly string[];
  resolve(revision: number): void;
  reject(error: Error): void;
}

/** A host that answers when told to, and a clock that runs when told to. */
function setUp(restored: readonly OutboxEntry[] = []) {
  const calls: Call[] = [];
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>();
  const seen = { persisted: [] as OutboxEntry[], undone: [] as UndoResult[], refused: [] as string[] };
  let now = 0;
  let nextTimer = 0;
  const call = <Result>(kind: string, ids: readonly string[], result: (revision: number) => Result) =>
    new Promise<Result>((resolve, reject) => {
      calls.push({ kind, ids, resolve: (revision) => resolve(result(revision)), reject });
    });
  const outbox = new Outbox(
    {
      port: {
        apply: (commands: readonly LabelCommand[]) => {
          const eventIds = commands.map((entry) => entry.eventId);
          return call('apply', eventIds, (revision) => ({ revision, eventIds }));
        },
        undo: (id) => call('undo', [id], (revision) => ({ revision, itemId: 'i0', description: 'Undid' })),
        redo: (id) => call('redo', [id], (revision) => ({ revision, itemId: 'i0', description: 'Redid' })),
      },
      persist: (entries) => (seen.persisted = [...entries]),
      onChange: () => undefined,
      onUndone: (_kind, result) => seen.undone.push(result),
      onRefused: (_entry, message) => seen.refused.push(message),
      isFinal: (error) => error instanceof Error && error.message.startsWith('final'),
      schedule: (run, delay) => {
        nextTimer += 1;
        const id = nextTimer;
        timers.set(id, { at: now + delay, run });
        return () => timers.delete(id);
      },
    },
    restored,
  );
  const pass = (ms: number): void => {
    const end = now + ms;
    for (;;) {
      const due = [...timers].filter(([, timer]) => timer.at <= end).sort((a, b) => a[1].at - b[1].at)[0];
      if (due === undefined) break;
      timers.delete(due[0]);
      now = due[1].at;
      due[1].run();
    }
    now = end;
  };
  return { outbox, calls, seen, pass };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const apply = (row: number): OutboxEntry => ({
  kind: 'apply',
  commands: [command(item(row), 'label', 'cat')],
});

describe('Outbox', () => {
  it('sends one entry at a time, in order', async () => {
    const { outbox, calls } = setUp();
    for (const row of [0, 1, 2]) outbox.add(apply(row));
    expect(calls).toHaveLength(1);
    expect(outbox.waiting).toBe(3);
    calls[0]!.resolve(1);
    await settle();
    expect(calls).toHaveLength(2);
    calls[1]!.resolve(2);
    await settle();
    calls[2]!.resolve(3);
    await settle();
    expect(outbox.phase).toBe('saved');
    expect(outbox.waiting).toBe(0);
  });

  it('repeats an entry that stayed without an answer, under the same ids, before any other', async () => {
    const { outbox, calls, pass } = setUp();
    outbox.add(apply(0));
    outbox.add(apply(1));
    pass(answerTimeoutMs);
    expect(outbox.phase).toBe('retrying');
    expect(calls).toHaveLength(2);
    expect(calls[1]!.ids).toEqual(calls[0]!.ids);
    // Both answers arrive; the entry is finished once.
    calls[0]!.resolve(1);
    await settle();
    calls[1]!.resolve(1);
    await settle();
    expect(calls).toHaveLength(3);
    expect(outbox.waiting).toBe(1);
    expect(outbox.phase).toBe('saving');
  });

  it('backs off while the host fails, and says why', async () => {
    const { outbox, calls, pass } = setUp();
    outbox.add(apply(0));
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      calls.at(-1).reject(new Error('disk full'));
      await settle();
      expect(outbox.lastError).toBe('disk full');
      let waited = 0;
      while (calls.length === attempt) {
        pass(100);
        waited += 100;
      }
      delays.push(waited);
    }
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
    calls.at(-1).resolve(1);
    await settle();
    expect(outbox.phase).toBe('saved');
    expect(outbox.lastError).toBe('');
  });

  it('gives up what the host will never take, tells it, and goes on', async () => {
    const { outbox, calls, seen } = setUp();
    outbox.add(apply(0));
    outbox.add(apply(1));
    calls[0]!.reject(new Error('final: no such item'));
    await settle();
    expect(seen.refused).toEqual(['final: no such item']);
    expect(calls).toHaveLength(2);
    expect(outbox.overlay().map((entry) => entry.command.itemId)).toEqual(['i1']);
  });

  it('keeps an acknowledged label on screen until a snapshot contains it', async () => {
    const { outbox, calls } = setUp();
    outbox.add(apply(0));
    calls[0]!.resolve(7);
    await settle();
    outbox.confirm(6);
    expect(outbox.overlay()).toHaveLength(1);
    outbox.confirm(7);
    expect(outbox.overlay()).toHaveLength(0);
  });

  it('sends an undo after the labels before it, and reports it once though it was repeated', async () => {
    const { outbox, calls, seen, pass } = setUp();
    outbox.add(apply(0));
    outbox.add({ kind: 'undo', eventId: 'u1' });
    calls[0]!.resolve(1);
    await settle();
    expect(calls.map((entry) => entry.kind)).toEqual(['apply', 'undo']);
    pass(answerTimeoutMs);
    expect(calls[2]!.ids).toEqual(['u1']);
    calls[1]!.resolve(2);
    await settle();
    calls[2]!.resolve(2);
    await settle();
    expect(seen.undone).toHaveLength(1);
  });

  it('carries what was not acknowledged into the next document', async () => {
    const before = setUp();
    before.outbox.add(apply(0));
    before.outbox.add(apply(1));
    const { outbox, calls, seen } = setUp(before.seen.persisted);
    expect(calls).toHaveLength(0);
    expect(outbox.overlay()).toHaveLength(2);
    outbox.resend();
    expect(calls[0]!.ids).toEqual(before.calls[0]!.ids);
    calls[0]!.resolve(1);
    await settle();
    calls[1]!.resolve(2);
    await settle();
    expect(seen.persisted).toEqual([]);
  });

  it('neither loses nor doubles a label, whatever is lost on the way', async () => {
    // Deterministic: answers are lost, requests are lost, and answers come late, by a fixed pattern.
    const { outbox, calls, pass } = setUp();
    const stored: string[] = [];
    for (let row = 0; row < 60; row += 1) outbox.add(apply(row));
    const wanted = outbox.overlay().map((entry) => entry.command.eventId);
    for (let step = 0; step < 400 && outbox.waiting > 0; step += 1) {
      const last = calls.at(-1);
      const fate = (step * 7919) % 5;
      if (fate !== 0) stored.push(...last.ids.filter((id) => !stored.includes(id)));
      if (fate >= 2) last.resolve(stored.length);
      await settle();
      if (fate < 2) pass(answerTimeoutMs);
    }
    expect(outbox.waiting).toBe(0);
    expect(stored).toEqual(wanted);
  });
});
