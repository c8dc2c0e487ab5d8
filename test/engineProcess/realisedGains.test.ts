import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RealisedGainsRequest } from '../../src/protocol/gains.ts';
import type { Progress } from '../../src/protocol/engine.ts';
import { clients, engineEntry, failureOf, pause } from './processes.ts';
import { makeProject } from './projects.ts';
import type { TestProject } from './projects.ts';

const { client, end } = clients(engineEntry);
const engine = client();
let project: TestProject;
let featuresId: string;

beforeAll(async () => {
  project = await makeProject(engine, 'tabular', 300);
  ({ featuresId } = await engine.features(project.features));
});
afterAll(async () => {
  await project.close();
  await end();
});

const request = (change: Partial<RealisedGainsRequest> = {}, labeled = 90): RealisedGainsRequest => {
  const labeledRows = Int32Array.from({ length: labeled }, (_, row) => row);
  return {
    featuresId,
    labeledRows,
    labels: labeledRows.map((row) => project.truth[row]!),
    isRandom: Uint8Array.from(labeledRows, (_, place) => (place < 70 ? 1 : 0)),
    classCount: 3,
    model: 'logisticRegression',
    modelParams: {},
    objective: { kind: 'accuracy' },
    asked: Int32Array.of(3, 80),
    predicted: { mean: Float64Array.of(0.01, 0.02), deviation: Float64Array.of(9, 9) },
    ...change,
  };
};

describe('realised gains in the engine process', () => {
  it('come in the order asked for, with progress', async () => {
    const progress: Progress[] = [];
    const { gains, correlation, coverage } = await engine.realisedGains(request(), {
      onProgress: (report) => progress.push(report),
    });
    expect(gains).toHaveLength(2);
    expect(gains.every((gain) => Math.abs(gain) < 0.2)).toBe(true);
    expect(progress.some(({ message }) => message === 'Measuring gains:')).toBe(true);
    const few = Uint8Array.from({ length: 90 }, (_, place) => (place < 49 ? 1 : 0));
    expect(correlation).toBeNull();
    expect(coverage.map(({ found }) => found)).toEqual(coverage.map(() => 1));
    const none = await engine.realisedGains(request({ isRandom: few }));
    expect([...none.gains]).toEqual([NaN, NaN]);
    expect(none.coverage).toEqual([]);
  });

  it('say what is wrong with a request', async () => {
    expect(await failureOf(engine.realisedGains(request({ model: 'psychic' })))).toMatchObject({
      reason: 'badInput',
    });
    expect(await failureOf(engine.realisedGains(request({ featuresId: 'gone' })))).toMatchObject({
      reason: 'unknownFeatures',
    });
  });

  it('can be cancelled', async () => {
    const stop = new AbortController();
    const labeled = 300;
    const everything = Int32Array.from({ length: labeled }, (_, place) => place);
    const isRandom = new Uint8Array(labeled).fill(1);
    const predicted = { mean: new Float64Array(labeled), deviation: new Float64Array(labeled) };
    const slow = request({ asked: everything, isRandom, predicted }, labeled);
    const failed = failureOf(engine.realisedGains(slow, { signal: stop.signal }));
    await pause(150);
    stop.abort();
    expect(await failed).toMatchObject({ reason: 'cancelled' });
  });
});
