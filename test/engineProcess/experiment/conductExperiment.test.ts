import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { conductExperiment } from '../../../src/engineProcess/experiment/conductExperiment.ts';
import type { ExperimentEvent, ExperimentRequest } from '../../../src/protocol/experimentRun.ts';
import { clients, engineEntry, failureOf } from '../processes.ts';

const root = mkdtempSync(join(tmpdir(), 'nextlabel-conduct-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const spec = {
  name: 'small',
  datasets: [{ name: 'waves', generate: { id: 'waveform', params: { rows: 400 } } }],
  settings: ['balanced', 'imbalancedWeighted'],
  strategies: ['random', 'margin', 'oracle'],
  initial: 10,
  steps: 3,
  test: 50,
  reward: 0,
  imbalanceFactor: 3,
  dataSeeds: [0],
  seeds: [0, 1],
};

const requestOf = (name: string, changes: Partial<ExperimentRequest> = {}): ExperimentRequest => ({
  specText: JSON.stringify(spec),
  specPath: join(root, 'small.experiment.json'),
  folder: join(root, name),
  jobs: 2,
  resume: false,
  ...changes,
});

const quiet = { entry: engineEntry, log: () => undefined };

/** Every file of the folder with its text, but for the fields that hold times. */
function contentOf(folder: string): Record<string, unknown> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      return [entry.name, text.replace(/"times":\s*\{[^}]*\}/, '"times":{}')];
    }),
  );
}

describe('conductExperiment', () => {
  it('gives the same bytes with one thread and with two, and after a cancellation', async () => {
    const outcome = await conductExperiment(requestOf('two'), quiet);
    expect(outcome).toEqual({ total: 12, done: 12, notRun: [] });
    const expected = contentOf(join(root, 'two'));
    expect(Object.keys(expected)).toHaveLength(1 + 12 + 4);

    await conductExperiment(requestOf('one', { jobs: 1 }), quiet);
    expect(contentOf(join(root, 'one'))).toEqual(expected);

    const stop = new AbortController();
    const events: ExperimentEvent[] = [];
    const cut = conductExperiment(requestOf('cut'), {
      ...quiet,
      signal: stop.signal,
      onEvent: (event) => {
        events.push(event);
        if (event.kind === 'finished') stop.abort();
      },
    });
    await expect(cut).rejects.toMatchObject({ reason: 'cancelled' });
    const kept = readdirSync(join(root, 'cut/runs'));
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.length).toBeLessThan(12);
    const resumed: ExperimentEvent[] = [];
    await conductExperiment(requestOf('cut', { resume: true }), {
      ...quiet,
      onEvent: (event) => resumed.push(event),
    });
    expect(resumed[0]).toMatchObject({ kind: 'planned', total: 12, done: kept.length });
    expect(contentOf(join(root, 'cut'))).toEqual(expected);
  });

  it('has nothing to do where all is done', async () => {
    const events: ExperimentEvent[] = [];
    await conductExperiment(requestOf('twice'), quiet);
    await conductExperiment(requestOf('twice', { resume: true }), {
      ...quiet,
      onEvent: (event) => events.push(event),
    });
    expect(events).toEqual([{ kind: 'planned', total: 12, done: 12, notRun: [] }]);
  });
});

describe('the engine client', () => {
  const { client, end } = clients(engineEntry);
  afterEach(end);

  it('offers presets, checks specs, runs them and reports', async () => {
    const engine = client();
    const presets = await engine.presets();
    expect(presets.map(({ id }) => id)).toContain('npalWaveform');
    const bad = JSON.stringify({ ...spec, steps: 0 });
    expect(await engine.checkSpec({ specText: bad, specPath: join(root, 'a.json') })).toMatchObject([
      { line: 1, message: '"steps" must be >=1, not 0' },
    ]);
    const done: number[] = [];
    const { folder } = requestOf('client');
    const outcome = await engine.runExperiment(requestOf('client'), {
      onEvent: (event) => event.kind === 'finished' && done.push(event.progress.done),
    });
    expect(outcome.done).toBe(12);
    expect(done).toEqual(Array.from({ length: 12 }, (_, index) => index + 1));
    const report = await engine.experimentReport(folder);
    expect(report).toMatchObject({ name: 'small', total: 12, done: 12 });
    expect(report.cells.map(({ strategy, setting, runs }) => `${strategy} ${setting} ${runs}`)).toContain(
      'oracle imbalancedWeighted 2',
    );
  });

  it('stops at a cancellation, and what was done can be gone on with', async () => {
    const engine = client();
    const stop = new AbortController();
    const failure = await failureOf(
      engine.runExperiment(requestOf('stopped'), {
        signal: stop.signal,
        onEvent: (event) => event.kind === 'finished' && stop.abort(),
      }),
    );
    expect(failure.reason).toBe('cancelled');
    const { done } = await engine.runExperiment(requestOf('stopped', { resume: true }));
    expect(done).toBe(12);
  });

  it('refuses what is wrong as bad input, with file, line and column', async () => {
    const engine = client();
    const bad = requestOf('bad', { specText: '{\n  "name": 1\n}' });
    const failure = await failureOf(engine.runExperiment(bad));
    expect(failure.reason).toBe('badInput');
    expect(failure.message).toContain('small.experiment.json:2:11: "name": expected string, found 1');
    expect((await failureOf(engine.experimentReport(join(root, 'nowhere')))).reason).toBe('badInput');
  });
});
