import { fork } from 'node:child_process';
import { afterEach, describe, expect, it } from 'vitest';

import { EngineError } from '../../src/engineProcess/engineClient.ts';
import type { EngineState } from '../../src/engineProcess/engineClient.ts';
import type { ImportSpec, Progress, RoundRequest } from '../../src/protocol/engine.ts';
import { clients, fakeEngine, isAlive, pause, until } from './processes.ts';

const { client, end } = clients(fakeEngine);
afterEach(end);

const failureOf = async (promise: Promise<unknown>): Promise<EngineError> => {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(EngineError);
  return error as EngineError;
};

const roundRequest: RoundRequest = {
  featuresId: 'f',
  revision: 7,
  labeledRows: Int32Array.of(0, 1),
  labels: Int32Array.of(1, 0),
  classCount: 2,
  eligibleRows: Int32Array.from({ length: 100_000 }, (_, i) => i + 2),
  model: 'logisticRegression',
  modelParams: {},
  strategy: 'margin',
  strategyParams: {},
  batchSize: 10,
  randomShare: 0.1,
  slots: 10,
  seed: 1,
};

const spec = (path: string): ImportSpec => ({
  kind: 'tabular',
  path,
  idColumn: null,
  textColumn: null,
  labelColumn: null,
  featureColumns: [],
});

describe('requests', () => {
  it('starts no process before the first request', async () => {
    const engine = client();
    expect(engine.state).toBe('stopped');
    expect(engine.pid).toBeNull();
    const { summary } = await engine.preview('a');
    expect(summary).toBe(`a by ${engine.pid}, ELECTRON_RUN_AS_NODE=1`);
    expect(engine.state).toBe('ready');
  });

  it('carries typed arrays both ways as they are', async () => {
    const result = await client().round(roundRequest);
    expect(result.revision).toBe(7);
    expect(result.ranking).toBeInstanceOf(Int32Array);
    expect(result.ranking).toEqual(roundRequest.eligibleRows.toReversed());
    expect(result.scores).toBeInstanceOf(Float32Array);
    expect(result.scores[1]).toBe(1);
    expect(result.suggested).toEqual(Int16Array.of(1, 0));
    expect(result.confidence).toEqual(Float32Array.of(0.25, NaN));
  });

  it('carries an expected failure with reason and issues', async () => {
    const error = await failureOf(client().preview('badInput'));
    expect(error.reason).toBe('badInput');
    expect(error.message).toBe('The file is empty.');
    expect(error.issues).toEqual([
      {
        kind: 'emptyFile',
        severity: 'error',
        line: 1,
        column: null,
        file: 'empty.csv',
        message: 'The file is empty.',
      },
    ]);
  });

  it('logs an unexpected failure with its stack and says that it is one', async () => {
    const lines: string[] = [];
    const engine = client({ log: (level, message) => lines.push(`${level} ${message}`) });
    const error = await failureOf(engine.preview('bug'));
    expect(error.reason).toBe('failed');
    expect(error.message).toBe('Unexpected error in the engine: x is not a function');
    expect(lines.join('\n')).toMatch(
      /error import\/preview: Unexpected error: TypeError: x is not a function\n +at /,
    );
  });

  it('logs what the process prints and what it says through the channel', async () => {
    const lines: string[] = [];
    const engine = client({ log: (level, message) => lines.push(`${level} ${message}`) });
    await engine.preview('stderr');
    await until(() => lines.length >= 2);
    expect(lines.toSorted()).toEqual(['info said through the channel', 'warn a native library complains']);
  });
});

describe('imports', () => {
  it('waits for each batch to be taken before the next is sent', async () => {
    const events: string[] = [];
    const progress: Progress[] = [];
    const report = await client().import(
      spec('4'),
      async (itemsJson, count) => {
        events.push(`begin ${itemsJson} ${count}`);
        await pause(20);
        events.push('end');
      },
      { onProgress: (report) => progress.push(report) },
    );
    expect(report.items).toBe(4);
    expect(events).toEqual([0, 1, 2, 3].flatMap((batch) => [`begin [{"id":"${batch}"}] 1`, 'end']));
    expect(progress.map(({ fraction }) => fraction)).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it('ends with the error of the receiver', async () => {
    const diskFull = new Error('disk full');
    let batches = 0;
    const outcome = client().import(spec('9'), () => {
      batches++;
      return Promise.reject(diskFull);
    });
    await expect(outcome).rejects.toBe(diskFull);
    expect(batches).toBe(1);
  });

  it('settles after a cancellation only when no batch is being taken any more', async () => {
    const controller = new AbortController();
    let open = 0;
    let batches = 0;
    const outcome = client().import(
      spec('100'),
      async () => {
        open++;
        batches++;
        if (batches === 2) controller.abort();
        await pause(50);
        open--;
      },
      { signal: controller.signal },
    );
    const error = await failureOf(outcome);
    expect(error.reason).toBe('cancelled');
    expect(open).toBe(0);
    const taken = batches;
    await pause(100);
    expect(batches).toBe(taken);
  });

  it('routes progress to the operation it belongs to', async () => {
    const engine = client();
    const seen: [number, number] = [0, 0];
    await Promise.all([
      engine.import(spec('3'), () => Promise.resolve(), { onProgress: () => seen[0]++ }),
      engine.import(spec('5'), () => Promise.resolve(), { onProgress: () => seen[1]++ }),
    ]);
    expect(seen).toEqual([3, 5]);
  });
});

describe('cancellation', () => {
  it.each(['spin', 'spinDeaf'])('answers at once while a thread computes (%s)', async (path) => {
    const engine = client();
    await engine.preview('warm');
    const controller = new AbortController();
    const outcome = failureOf(engine.preview(path, { signal: controller.signal }));
    await pause(200);
    const start = performance.now();
    controller.abort();
    expect((await outcome).reason).toBe('cancelled');
    expect(performance.now() - start).toBeLessThan(400);
    // Neither the process nor the next task suffers.
    const { pid } = engine;
    expect((await engine.preview('next')).summary).toContain(`next by ${pid}`);
  });

  it('does not start anything for a signal that was aborted before', async () => {
    const engine = client();
    const error = await failureOf(engine.preview('a', { signal: AbortSignal.abort() }));
    expect(error.reason).toBe('cancelled');
    expect(engine.pid).toBeNull();
  });

  it('releases the caller although the engine does not answer', async () => {
    const engine = client();
    await engine.preview('warm');
    const controller = new AbortController();
    const outcome = failureOf(engine.preview('wait', { signal: controller.signal }));
    controller.abort();
    expect((await outcome).reason).toBe('cancelled');
  });
});

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
    const engine = client({ heartbeatMs: 50, hangAfterMs: 1_000 });
    await engine.preview('warm');
    const { pid } = engine;
    const controller = new AbortController();
    const outcome = failureOf(engine.preview('spinDeaf', { signal: controller.signal }));
    await pause(2_000);
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
    expect(performance.now() - start).toBeLessThan(1_000);
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
    expect(performance.now() - start).toBeLessThan(1_100);
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
