import { afterEach, describe, expect, it } from 'vitest';

import type { ImportSpec, Progress } from '../../src/protocol/engine.ts';
import type { RoundRequest } from '../../src/protocol/round.ts';
import { clients, failureOf, fakeEngine, pause, until } from './processes.ts';

const { client, end } = clients(fakeEngine);
afterEach(end);

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
    expect(performance.now() - start).toBeLessThan(1_000);
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
