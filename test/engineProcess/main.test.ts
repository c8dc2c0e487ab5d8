import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Progress } from '../../src/protocol/engine.ts';
import type { RoundResult } from '../../src/protocol/round.ts';
import { clients, engineEntry, failureOf, pause, until } from './processes.ts';
import { makeProject, roundRequest } from './projects.ts';
import type { TestProject } from './projects.ts';

const { client, end } = clients(engineEntry);
const engine = client();
const rows = 12_000;
let project: TestProject;

beforeAll(async () => {
  project = await makeProject(engine, 'tabular', rows);
});
afterAll(async () => {
  await project.close();
  await end();
});

/** What two equal rounds share: all but the time they took. */
const untimed = ({ fitMs: _, scoreMs: __, totalMs: ___, ...result }: RoundResult) => result;

/** Takes many seconds: every pick measures its distance to every row. */
const longRound = { labeled: 10, strategy: 'kCenterGreedy', slots: rows, batchSize: rows };

describe('the engine process', () => {
  it('says what it is and offers', async () => {
    const info = await engine.hello();
    expect(info.pid).toBe(engine.pid);
    expect(info.backend).toMatch(/^CPU /);
    expect(info.strategies.map(({ id }) => id)).toContain('margin');
    expect(info.models.map(({ id }) => id)).toContain('logisticRegression');
  });

  it('previews and imports a source', async () => {
    const preview = await engine.preview(project.spec.path);
    expect(preview.guess.kind).toBe('tabular');
    expect(preview.columns.map(({ name }) => name)).toContain('x21');
    expect(project.report.items).toBe(rows);
    expect(await project.store.counts()).toMatchObject({ total: rows });
  });

  it('says what is wrong with a source, with its place', async () => {
    const error = await failureOf(
      engine.import({ ...project.spec, idColumn: 'nowhere' }, () => Promise.resolve()),
    );
    expect(error.reason).toBe('badInput');
    expect(error.message).toContain('nowhere');
    expect(error.issues[0]?.kind).toBe('missingColumn');
  });

  it('stops an import that is cancelled between two batches', async () => {
    const controller = new AbortController();
    let batches = 0;
    const onBatch = (): Promise<void> => {
      batches++;
      controller.abort();
      return Promise.resolve();
    };
    const error = await failureOf(engine.import(project.spec, onBatch, { signal: controller.signal }));
    expect(error.reason).toBe('cancelled');
    expect(batches).toBe(1);
    const report = await engine.import(project.spec, () => Promise.resolve());
    expect(report.items).toBe(rows);
  });

  it('stops featurising that is cancelled, and does it when asked again', async () => {
    const request = { ...project.features, seed: 99 };
    const controller = new AbortController();
    const outcome = failureOf(engine.features(request, { signal: controller.signal }));
    await pause(20);
    controller.abort();
    expect((await outcome).reason).toBe('cancelled');
    expect(await engine.features(request)).toMatchObject({ rows, cached: false });
  });

  it.each(['tabular', 'text', 'image'] as const)('writes a %s sample that can be previewed', async (kind) => {
    const folder = join(project.folder, `sample-${kind}`);
    const sample = await engine.sample(kind, folder);
    const preview = await engine.preview(join(folder, sample.source));
    expect(preview.problems).toEqual([]);
    expect(preview.guess.kind).toBe(kind);
    expect(sample.classes.length).toBeGreaterThanOrEqual(2);
  });

  it('builds features once and has them at hand afterwards', async () => {
    const progress: Progress[] = [];
    const built = await engine.features(project.features, { onProgress: (report) => progress.push(report) });
    expect(built).toMatchObject({ rows, columns: 21 });
    const again = await engine.features(project.features);
    expect(again).toMatchObject({ featuresId: built.featuresId, cached: true, notes: built.notes });
    expect(progress.length).toBeGreaterThan(0);
  });

  it('ranks every eligible row, the same for the same request', async () => {
    const features = await engine.features(project.features);
    const request = roundRequest(project, features, { labeled: 60 });
    const result = await engine.round(request);
    expect(result.revision).toBe(60);
    expect(result.coldStart).toBeNull();
    expect(result.ranking.toSorted()).toEqual(request.eligibleRows);
    expect(result.scores).toHaveLength(rows - 60);
    expect(result.slots).toHaveLength(20);
    expect(result.totalMs).toBeGreaterThanOrEqual(result.fitMs + result.scoreMs - 1e-6);
    expect(result.fitMs).toBeGreaterThan(0);
    // The model has learned: far better than the third that guessing would give.
    const right = result.ranking.reduce(
      (sum, row, at) => sum + Number(project.truth[row] === result.suggested[at]),
      0,
    );
    expect(right / result.ranking.length).toBeGreaterThan(0.65);
    expect(untimed(await engine.round(request))).toEqual(untimed(result));
  });

  it('says when it does not hold the features, and finds them on disk after a restart', async () => {
    const features = await engine.features(project.features);
    const request = roundRequest(project, features, { labeled: 30 });
    const before = await engine.round(request);
    process.kill(engine.pid!, 'SIGKILL');
    await until(() => engine.state === 'restarting');
    expect((await failureOf(engine.round(request))).reason).toBe('unknownFeatures');
    expect(await engine.features(project.features)).toMatchObject({ cached: true });
    expect(untimed(await engine.round(request))).toEqual(untimed(before));
  });

  it('refuses rows that the features do not have', async () => {
    const features = await engine.features(project.features);
    const request = roundRequest(project, features, { labeled: 30, eligibleRows: Int32Array.of(40, rows) });
    const error = await failureOf(engine.round(request));
    expect(error.reason).toBe('unknownFeatures');
    expect(error.message).toContain(`Row ${rows}`);
  });

  it.each([
    [{ strategy: 'tarot' }, 'tarot'],
    [{ model: 'oracle' }, 'oracle'],
    [{ modelParams: { magic: 1 } }, 'magic'],
    [{ model: 'svc' }, 'Margin needs probabilities'],
    [{ strategy: 'oracle' }, 'experiments only'],
  ])('says what is wrong with a request: %o', async (change, named) => {
    const features = await engine.features(project.features);
    const error = await failureOf(engine.round(roundRequest(project, features, { labeled: 30, ...change })));
    expect(error.reason).toBe('badInput');
    expect(error.message).toContain(named);
  });
});

describe('a round under way', () => {
  it('is cancelled at once, and the next one runs', async () => {
    const features = await engine.features(project.features);
    const controller = new AbortController();
    const outcome = failureOf(
      engine.round(roundRequest(project, features, longRound), { signal: controller.signal }),
    );
    await pause(150);
    const start = performance.now();
    controller.abort();
    expect((await outcome).reason).toBe('cancelled');
    expect(performance.now() - start).toBeLessThan(1_000);
    const next = await engine.round(roundRequest(project, features, { labeled: 30 }));
    expect(next.revision).toBe(30);
  });

  it('gives way to a newer one on the same features', async () => {
    const features = await engine.features(project.features);
    const older = failureOf(engine.round(roundRequest(project, features, longRound)));
    await pause(100);
    const newer = await engine.round(roundRequest(project, features, { labeled: 40 }));
    expect(newer.revision).toBe(40);
    expect((await older).reason).toBe('cancelled');
  });

  it('ends with kill -9 of the process; asked again after the restart it is done', async () => {
    const features = await engine.features(project.features);
    const outcome = failureOf(engine.round(roundRequest(project, features, longRound)));
    await pause(150);
    process.kill(engine.pid!, 'SIGKILL');
    expect((await outcome).reason).toBe('restarted');
    await engine.features(project.features);
    const again = await engine.round(roundRequest(project, features, { labeled: 30 }));
    expect(again.ranking).toHaveLength(rows - 30);
  });

  it('does not keep the process from answering', async () => {
    const features = await engine.features(project.features);
    const controller = new AbortController();
    const outcome = failureOf(
      engine.round(roundRequest(project, features, longRound), { signal: controller.signal }),
    );
    await pause(50);
    const start = performance.now();
    await engine.hello();
    expect(performance.now() - start).toBeLessThan(1_000);
    controller.abort();
    await outcome;
  });
});

describe('an export', () => {
  const spec = (path: string) => ({
    kind: 'tabular' as const,
    database: project.store.databasePath,
    format: 'jsonl' as const,
    path,
    includeUnlabeled: false,
    escapeFormulas: true,
  });

  it('holds the labels of the source and those set here, with their provenance', async () => {
    const [item] = await project.store.itemsByRow([rows - 1]);
    await project.store.appendEvents([
      {
        eventId: 'a3f0c9de-7f5f-4d55-9f0c-b1c7a9c3f001',
        itemId: item!.itemId,
        action: 'label',
        value: 'peaks 7 and 11',
        targetEventId: null,
        groupId: null,
        wallTime: '2026-01-02T03:04:05.000Z',
        monotonicMs: 1,
        secondsSpent: 2.5,
        provenance: {
          round: 4,
          rankShown: 1,
          strategy: 'margin',
          stream: 'strategy',
          selectionProbability: 0.9,
          modelId: 'm',
          suggestionShown: true,
        },
      },
    ]);
    const path = join(project.folder, 'labels.jsonl');
    const { rows: written } = await engine.export(spec(path));
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(written);
    const fromSource = project.report.labels.reduce((sum, [, count]) => sum + count, 0);
    expect(written).toBe(fromSource + 1);
    expect(JSON.parse(lines.at(-1))).toMatchObject({
      id: item!.itemId,
      label: 'peaks 7 and 11',
      annotator: 'ann',
      labeled_at: '2026-01-02T03:04:05.000Z',
      round: 4,
      selection_probability: 0.9,
      source: 'annotator',
    });
    const all = await engine.export({ ...spec(path), includeUnlabeled: true });
    expect(all.rows).toBe(rows);
  });

  it('that cannot be written says so and leaves nothing behind', async () => {
    const error = await failureOf(engine.export(spec(join(project.folder, 'no-folder', 'labels.jsonl'))));
    expect(error.reason).toBe('failed');
    expect(error.message).toMatch(/no-folder.*could not be written: ENOENT/);
    expect((await readdir(project.folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('of a database that is not there says so', async () => {
    const path = join(project.folder, 'x.jsonl');
    const error = await failureOf(engine.export({ ...spec(path), database: join(project.folder, 'no.db') }));
    expect(error.message).toContain('cannot be opened');
    expect(await readdir(project.folder)).not.toContain('x.jsonl');
  });
});
