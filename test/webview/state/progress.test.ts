import { describe, expect, it } from 'vitest';
import { progressOf } from '../../../webview/state/progress.ts';
import { command, item, snapshot } from './fixtures.ts';

describe('progressOf', () => {
  it('adds labels on their way to the counts of the snapshot', () => {
    const progress = progressOf(snapshot(), [
      command(item(0), 'label', 'cat'),
      command(item(1), 'skip', null),
      command(item(2), 'flag', 'true'),
    ]);
    expect(progress).toMatchObject({ labeled: 1, skipped: 1, flagged: 1, remaining: 98 });
    expect(progress.labeledByClass.get('cat')).toBe(1);
  });

  it('counts an item once, however often it was labeled on the way', () => {
    const progress = progressOf(snapshot(), [
      command(item(0), 'label', 'cat'),
      command(item(0, { label: 'cat' }), 'label', 'dog'),
    ]);
    expect(progress.labeled).toBe(1);
    expect(Object.fromEntries(progress.labeledByClass)).toEqual({ cat: 0, dog: 1 });
  });

  it('does not count twice what the snapshot contains already', () => {
    const sequence = [item(0, { label: 'cat' }), item(1)];
    const known = snapshot({ sequence, labeled: 1, turn: 1 });
    expect(progressOf(known, [command(item(0), 'label', 'cat')]).labeled).toBe(1);
  });

  it('counts a class called __proto__ like any other', () => {
    const progress = progressOf(snapshot(), [command(item(0), 'label', '__proto__')]);
    expect(progress.labeledByClass.get('__proto__')).toBe(1);
  });

  it('takes a skipped item that is labeled later from the skipped ones', () => {
    const skipped = item(50, { skipped: true });
    const progress = progressOf(snapshot({ skipped: 1 }), [command(skipped, 'label', 'dog')]);
    expect(progress).toMatchObject({ labeled: 1, skipped: 0, remaining: 99 });
  });
});
