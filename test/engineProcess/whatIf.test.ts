import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Progress } from '../../src/protocol/engine.ts';
import type { WhatIfRequest } from '../../src/protocol/whatIf.ts';
import { clients, engineEntry, failureOf, pause } from './processes.ts';
import { makeProject, roundRequest } from './projects.ts';
import type { TestProject } from './projects.ts';

const { client, end } = clients(engineEntry);
const engine = client();
const rows = 400;
let project: TestProject;
let featuresId: string;

beforeAll(async () => {
  project = await makeProject(engine, 'tabular', rows);
  ({ featuresId } = await engine.features(project.features));
});
afterAll(async () => {
  await project.close();
  await end();
});

/** The first 90 rows labeled with the truth, in their order, which is a random one. */
const request = (change: Partial<WhatIfRequest> = {}): WhatIfRequest => {
  const places = Array.from({ length: 90 }, (_, row) => row);
  return {
    featuresId,
    classCount: 3,
    queued: {
      rows: Int32Array.from(places),
      labels: Int32Array.from(places, (row) => project.truth[row]!),
      streams: places.map(() => 'random'),
      strategies: places.map(() => 'margin'),
      probabilities: Float64Array.from(places, (place) => 1 / (rows - place)),
      poolSizes: Int32Array.from(places, (place) => rows - place),
    },
    given: { rows: new Int32Array(0), labels: new Int32Array(0) },
    openRows: Int32Array.from({ length: rows - 90 }, (_, index) => index + 90),
    model: 'logisticRegression',
    modelParams: {},
    strategy: 'margin',
    strategyParams: {},
    randomShare: 0.2,
    strategies: ['random'],
    level: 0.95,
    seed: 1,
    ...change,
  };
};

describe('a what-if in the engine process', () => {
  it('answers, says how far it is, and lets rounds go on meanwhile', async () => {
    const progress: Progress[] = [];
    const asked = engine.whatIf(request(), { onProgress: (report) => progress.push(report) });
    const features = await engine.features(project.features);
    const ranked = await engine.round(roundRequest(project, features, { labeled: 90 }));
    expect(ranked.revision).toBe(90);
    const result = await asked;
    expect(result).toMatchObject({ kind: 'answer', labels: 90, randomLabels: 90, level: 0.95 });
    expect(progress.length).toBeGreaterThan(0);
    expect(progress.every(({ fraction }) => fraction !== null && fraction >= 0 && fraction <= 1)).toBe(true);
  });

  it('refuses with too few random labels, in numbers', async () => {
    const { queued } = request();
    const streams = queued.streams.map((_, place) =>
      place < 17 ? ('random' as const) : ('strategy' as const),
    );
    expect(await engine.whatIf(request({ queued: { ...queued, streams } }))).toEqual({
      kind: 'refused',
      have: 17,
      needed: 50,
    });
  });

  it('is cancelled at once', async () => {
    const controller = new AbortController();
    const outcome = failureOf(
      engine.whatIf(request({ strategies: ['kCenterGreedy', 'margin', 'entropy', 'random'] }), {
        signal: controller.signal,
      }),
    );
    await pause(200);
    const start = performance.now();
    controller.abort();
    expect((await outcome).reason).toBe('cancelled');
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it.each([
    [{ strategies: ['tarot'] }, 'tarot'],
    [{ model: 'svc' }, 'Margin needs probabilities'],
  ])('says what is wrong with a request: %o', async (change, named) => {
    const error = await failureOf(engine.whatIf(request(change)));
    expect(error.reason).toBe('badInput');
    expect(error.message).toContain(named);
  });

  it('asks for features that it does not hold, or that lack a row', async () => {
    const forgotten = await failureOf(engine.whatIf(request({ featuresId: 'gone' })));
    expect(forgotten.reason).toBe('unknownFeatures');
    const stray = await failureOf(engine.whatIf(request({ openRows: Int32Array.of(rows) })));
    expect(stray.message).toContain(`Row ${rows}`);
  });
});
