import { describe, expect, it } from 'vitest';
import type { InspectorQuestion } from '../../../src/protocol/inspector.ts';
import { Answers } from '../../../webview/inspector/state/answers.ts';

const question: InspectorQuestion<{ readonly row: number }, string> = { method: 'inspector/q', lane: 'l' };
const other: InspectorQuestion<{ readonly row: number }, string> = { method: 'inspector/r', lane: 'l' };

/** Answers that the test gives. */
const setUp = () => {
  const open: { readonly name: string; settle: (answer: string) => void; fail: (error: Error) => void }[] =
    [];
  const cancelled: string[] = [];
  let changes = 0;
  const answers = new Answers({
    ask: (method, round, params) =>
      new Promise((resolve, reject) => {
        open.push({
          name: `${method} ${String(round)} ${JSON.stringify(params)}`,
          settle: resolve,
          fail: reject,
        });
      }),
    cancel: (method) => cancelled.push(method),
    changed: () => (changes += 1),
  });
  return { answers, open, cancelled, changes: () => changes };
};

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('what tabs have asked', () => {
  it('is asked once for the same round and parameters', async () => {
    const { answers, open, changes } = setUp();
    expect(answers.get(question, 3, { row: 1 })).toEqual({ state: 'asking', message: '', fraction: null });
    answers.get(question, 3, { row: 1 });
    answers.get(other, 3, { row: 1 });
    expect(open.map(({ name }) => name)).toEqual(['inspector/q 3 {"row":1}', 'inspector/r 3 {"row":1}']);
    answers.progress('inspector/q', 'half', 0.5);
    expect(answers.get(question, 3, { row: 1 })).toEqual({ state: 'asking', message: 'half', fraction: 0.5 });
    open[0]!.settle('yes');
    await settled();
    expect(answers.get(question, 3, { row: 1 })).toEqual({ state: 'answered', answer: 'yes' });
    expect(changes()).toBe(2);
  });

  it('keeps answers to go back to, and drops a question that another has taken the place of', async () => {
    const { answers, open } = setUp();
    answers.get(question, 3, { row: 1 });
    open[0]!.settle('one');
    await settled();
    answers.get(question, 3, { row: 2 });
    expect(answers.get(question, 3, { row: 1 })).toEqual({ state: 'answered', answer: 'one' });
    // The host has ended row 2; its late refusal says nothing.
    open[1]!.fail(new Error('cancelled'));
    await settled();
    expect(answers.get(question, 3, { row: 2 }).state).toBe('asking');
    expect(open).toHaveLength(3);
    expect(answers.get(question, 4, { row: 2 }).state).toBe('asking');
    expect(open).toHaveLength(4);
  });

  it('says why there is no answer, and asks again when it is told to', async () => {
    const { answers, open, cancelled } = setUp();
    answers.get(question, null, { row: 1 });
    open[0]!.fail(new Error('the engine ended'));
    await settled();
    expect(answers.get(question, null, { row: 1 })).toEqual({ state: 'failed', message: 'the engine ended' });
    answers.forget('inspector/q');
    expect(answers.get(question, null, { row: 1 }).state).toBe('asking');
    answers.cancel('inspector/q');
    expect(answers.get(question, null, { row: 1 })).toEqual({ state: 'cancelled' });
    open[1]!.fail(new Error('Cancelled.'));
    await settled();
    expect(answers.get(question, null, { row: 1 })).toEqual({ state: 'cancelled' });
    expect([cancelled, open.length]).toEqual([['inspector/q'], 2]);
  });

  it('forgets the answers that were used least recently', async () => {
    const { answers, open } = setUp();
    for (let row = 0; row < 14; row++) {
      answers.get(question, 1, { row });
      open.at(-1).settle(String(row));
      await settled();
    }
    expect(answers.get(question, 1, { row: 13 }).state).toBe('answered');
    expect(answers.get(question, 1, { row: 0 }).state).toBe('asking');
  });
});
