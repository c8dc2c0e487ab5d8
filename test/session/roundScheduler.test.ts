import { describe, expect, it } from 'vitest';
import { RoundScheduler } from '../../src/session/roundScheduler.ts';
import type { RoundReason } from '../../src/session/roundScheduler.ts';

/** A scheduler whose rounds end when the test says so. */
const makeBench = (dueAfter = 10) => {
  const started: RoundReason[] = [];
  const signals: AbortSignal[] = [];
  const ends: (() => void)[] = [];
  const fails: ((error: Error) => void)[] = [];
  const errors: unknown[] = [];
  const idle: boolean[] = [];
  let now = 0;
  const scheduler = new RoundScheduler({
    run: (signal, reason) => {
      started.push(reason);
      signals.push(signal);
      return new Promise<void>((resolve, reject) => {
        ends.push(resolve);
        fails.push(reject);
        signal.addEventListener('abort', () => reject(new Error('cancelled')));
      });
    },
    onError: (error) => errors.push(error),
    onIdle: () => idle.push(!scheduler.running),
    now: () => now,
    dueAfter,
  });
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  return {
    scheduler,
    started,
    signals,
    errors,
    idle,
    end: async (index: number) => {
      ends[index]?.();
      await settle();
    },
    fail: async (index: number, error: Error) => {
      fails[index]?.(error);
      await settle();
    },
    settle,
    advance: (ms: number) => (now += ms),
  };
};

describe('RoundScheduler', () => {
  it('starts a round when a batch of labels is full, not before', () => {
    const bench = makeBench(3);
    bench.scheduler.labeled(1);
    bench.scheduler.labeled(1);
    expect(bench.started).toEqual([]);
    bench.scheduler.labeled(1);
    expect(bench.started).toEqual(['labels']);
  });

  it('tells once nothing runs any more, whether a round ended well, failed or was cancelled', async () => {
    const bench = makeBench();
    bench.scheduler.request('opened');
    expect(bench.idle).toEqual([]);
    bench.scheduler.request('settings');
    await bench.settle();
    // The cancelled one has a successor.
    expect(bench.idle).toEqual([]);
    await bench.end(1);
    expect(bench.idle).toEqual([true]);
    bench.scheduler.request('asked');
    await bench.fail(2, new Error('no'));
    expect(bench.idle).toEqual([true, true]);
  });

  it('cancels the older round when settings change, and runs the newer one', async () => {
    const bench = makeBench();
    bench.scheduler.request('opened');
    bench.scheduler.request('settings');
    expect(bench.signals[0]?.aborted).toBe(true);
    await bench.settle();
    expect(bench.started).toEqual(['opened', 'settings']);
    expect(bench.errors).toEqual([]);
  });

  it('lets a round that is past half of its usual time end, so that fast labels cannot starve the ranking', async () => {
    const bench = makeBench(1);
    bench.scheduler.request('opened');
    bench.advance(1000);
    await bench.end(0);
    bench.scheduler.labeled(1);
    bench.advance(600);
    bench.scheduler.labeled(1);
    expect(bench.signals[1]?.aborted).toBe(false);
    await bench.end(1);
    expect(bench.started).toEqual(['opened', 'labels', 'labels']);
  });

  it('cancels a round that has only just begun when newer labels make another due', async () => {
    const bench = makeBench(1);
    bench.scheduler.request('opened');
    bench.advance(1000);
    await bench.end(0);
    bench.scheduler.labeled(1);
    bench.advance(100);
    bench.scheduler.labeled(1);
    expect(bench.signals[1]?.aborted).toBe(true);
    await bench.settle();
    expect(bench.started).toHaveLength(3);
  });

  it('reports a failure once and goes on with the next request', async () => {
    const bench = makeBench();
    bench.scheduler.request('opened');
    await bench.fail(0, new Error('no memory'));
    expect(bench.errors).toHaveLength(1);
    expect(bench.scheduler.running).toBe(false);
    bench.scheduler.request('asked');
    expect(bench.started).toEqual(['opened', 'asked']);
  });

  it('starts nothing after it was closed', async () => {
    const bench = makeBench(1);
    bench.scheduler.request('opened');
    const closed = bench.scheduler.close();
    expect(bench.signals[0]?.aborted).toBe(true);
    await closed;
    bench.scheduler.labeled(5);
    bench.scheduler.request('asked');
    expect(bench.started).toEqual(['opened']);
  });
});
