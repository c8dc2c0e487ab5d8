import { fork } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';

import type { EngineState } from '../../src/engineProcess/engineClient.ts';
import { clients, failureOf, fakeEngine, isAlive, pause, until } from './processes.ts';

const { client, end } = clients(fakeEngine);
afterEach(end);

describe('when the process fails', () => {
  it('rejects what was under way after kill -9, starts again, and says so', async () => {
    const engine = client();
    const states: EngineState[] = [];
    engine.onStateChange((state) => states.push(state));
    await engine.preview('warm');
    const { pid } = engine;
    const outcome = failureOf(engine.preview('wait'));
    process.kill(pid!, 'SIGKILL');
    expect((await outcome).reason).toBe('restarted');
    expect(engine.state).toBe('restarting');
    expect((await engine.preview('next')).summary).toContain('next by');
    expect(engine.pid).not.toBe(pid);
    expect(states).toEqual(['starting', 'ready', 'restarting', 'ready']);
    await until(() => !isAlive(pid!));
  });

  it('starts again by itself, without a request', async () => {
    const engine = client();
    await engine.preview('warm');
    process.kill(engine.pid!, 'SIGKILL');
    await until(() => engine.state === 'restarting');
    await until(() => engine.state === 'ready');
  });

  it('rejects what was under way when the process exits', async () => {
    const details: string[] = [];
    const engine = client();
    engine.onStateChange((state, detail) => details.push(`${state}: ${detail}`));
    expect((await failureOf(engine.preview('exit'))).reason).toBe('restarted');
    expect(details).toContain('restarting: it ended with exit code 7');
  });

  it('lets a failing task neither end the process nor its neighbours', async () => {
    const engine = client();
    const error = await failureOf(engine.preview('overflow'));
    expect(error.message).toBe('Unexpected error in the engine: Invalid array length');
    expect(engine.state).toBe('ready');
  });

  it('survives the death of a thread, which fails its task only', async () => {
    const engine = client();
    await engine.preview('thread');
    const { pid } = engine;
    const error = await failureOf(engine.preview('die'));
    expect(error.reason).toBe('failed');
    expect(error.message).toMatch(/^The computation ended unexpectedly/);
    expect((await engine.preview('thread')).summary).toMatch(/^thread \d+$/);
    expect(engine.pid).toBe(pid);
  });

  it('gives up after five failures in a row until it is asked again', async () => {
    const engine = client({ modulePath: `${fakeEngine}.does-not-exist` });
    const states: EngineState[] = [];
    engine.onStateChange((state) => states.push(state));
    const error = await failureOf(engine.preview('a'));
    expect(error.reason).toBe('failed');
    expect(error.message).toMatch(/failed 5 times in a row; the last time it ended with exit code 1/);
    expect(engine.state).toBe('stopped');
    expect(states.filter((state) => state === 'restarting')).toHaveLength(4);
    expect((await failureOf(engine.preview('a'))).reason).toBe('failed');
  });

  it.each(['a busy main thread', 'SIGSTOP'])('notices a hang (%s) and starts again', async (how) => {
    const details: string[] = [];
    const engine = client({ heartbeatMs: 50, hangAfterMs: 1_000 });
    engine.onStateChange((_, detail) => details.push(detail));
    await engine.preview('warm');
    const { pid } = engine;
    const outcome = failureOf(engine.preview(how === 'SIGSTOP' ? 'wait' : 'hang'));
    if (how === 'SIGSTOP') process.kill(pid!, 'SIGSTOP');
    expect((await outcome).reason).toBe('restarted');
    expect(details).toContain('it did not answer for 1.0 s');
    expect((await engine.preview('next')).summary).toContain('next by');
    expect(engine.pid).not.toBe(pid);
    await until(() => !isAlive(pid!));
  });

  it('does not take a long computation for a hang', async () => {
    const engine = client({ heartbeatMs: 50, hangAfterMs: 1_500 });
    await engine.preview('warm');
    const { pid } = engine;
    const controller = new AbortController();
    const outcome = failureOf(engine.preview('spinDeaf', { signal: controller.signal }));
    await pause(2_500);
    expect(engine.pid).toBe(pid);
    expect(engine.state).toBe('ready');
    controller.abort();
    await outcome;
  });
});

describe('ends', () => {
  it('leaves no process and rejects what was under way and what comes later', async () => {
    const engine = client();
    await engine.preview('warm');
    const { pid } = engine;
    const outcome = failureOf(engine.preview('wait'));
    const start = performance.now();
    await engine.dispose();
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(isAlive(pid!)).toBe(false);
    expect((await outcome).reason).toBe('stopped');
    expect((await failureOf(engine.preview('a'))).reason).toBe('stopped');
    expect(engine.state).toBe('stopped');
    expect(engine.pid).toBeNull();
  });

  it.each(['hang', 'spinDeaf'])('ends a process within a second that is busy (%s)', async (path) => {
    const engine = client();
    await engine.preview('warm');
    const { pid } = engine;
    const outcome = failureOf(engine.preview(path));
    await pause(100);
    const start = performance.now();
    await engine.dispose();
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(isAlive(pid!)).toBe(false);
    await outcome;
  });

  it('can be disposed while it starts, and twice', async () => {
    const engine = client();
    const outcome = failureOf(engine.preview('a'));
    const { pid } = engine;
    await Promise.all([engine.dispose(), engine.dispose()]);
    expect((await outcome).reason).toBe('stopped');
    expect(isAlive(pid!)).toBe(false);
  });

  it('ends the engine when its host is killed, also in the middle of a computation', async () => {
    const host = fork(new URL('./fixtures/parentOfEngine.ts', import.meta.url), { execArgv: [] });
    const pid = await new Promise<number>((resolve) => host.once('message', resolve));
    expect(isAlive(pid)).toBe(true);
    host.kill('SIGKILL');
    await until(() => !isAlive(pid), 5_000);
  });
});
