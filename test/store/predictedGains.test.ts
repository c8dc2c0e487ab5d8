import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ItemGain, ProjectStore, RoundRecord, RoundSlot } from '../../src/store/store.ts';
import { draft, DRIVERS, importRows, TestFolder } from './testStore.ts';

const slot = (itemId: string, gain: ItemGain | null, change: Partial<RoundSlot> = {}): RoundSlot => ({
  itemId,
  stream: 'strategy',
  selectionProbability: 0.9,
  score: 1,
  rank: 1,
  gain,
  contributions: null,
  ...change,
});

const record = (round: number, slots: readonly RoundSlot[], change: Partial<RoundRecord> = {}) => ({
  round,
  revision: 1,
  seed: 1,
  strategy: 'neuralProcess',
  strategyParams: '{}',
  model: 'logisticRegression',
  modelParams: '{}',
  modelId: `model ${round}`,
  randomShare: 0.1,
  batchSize: 10,
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1,
  coldStart: null,
  fallback: null,
  objective: '"accuracy"',
  sharedLabels: 0,
  vote: null,
  featuresId: 'f',
  slots,
  top: [],
  ...change,
});

/** Labels an item that a round put on screen. */
const label = (store: ProjectStore, itemId: string, round: number, modelId = `model ${round}`) => {
  const event = draft('label', itemId, 'cat');
  return store.appendEvents([{ ...event, provenance: { ...event.provenance, round, modelId } }]);
};

describe.each(DRIVERS)('predictedGains through %s', (driver) => {
  let folder: TestFolder;
  beforeEach(() => {
    folder = new TestFolder();
  });
  afterEach(() => folder.remove());

  const open = async (ids: readonly string[]): Promise<ProjectStore> => {
    const store = await folder.open(driver);
    await importRows(
      store,
      ids.map((id) => ({ id })),
    );
    return store;
  };

  it('lists what the round that put an item on screen predicted, not what another did', async () => {
    const store = await open(['a', 'b']);
    await store.saveRound(record(1, [slot('a', { mean: 0.1, deviation: 0.2 })]));
    await store.saveRound(
      record(2, [slot('a', { mean: 0.3, deviation: 0.4 }), slot('b', { mean: -0.5, deviation: 0.6 })], {
        sharedLabels: 7,
      }),
    );
    expect(await store.predictedGains()).toEqual([]);
    await label(store, 'a', 1);
    await label(store, 'b', 2);
    const common = { label: 'cat', strategy: 'neuralProcess', stream: 'strategy', objective: '"accuracy"' };
    expect(await store.predictedGains()).toEqual([
      { ...common, row: 0, itemId: 'a', round: 1, mean: 0.1, deviation: 0.2, sharedLabels: 0 },
      { ...common, row: 1, itemId: 'b', round: 2, mean: -0.5, deviation: 0.6, sharedLabels: 7 },
    ]);
  });

  it('leaves out slots without a prediction, rounds of other clones, and labels that were taken back', async () => {
    const store = await open(['a', 'b', 'c', 'd']);
    const gain = { mean: 0.1, deviation: 0.2 };
    await store.saveRound(record(1, [slot('a', null), slot('b', gain), slot('c', gain)]));
    await store.saveRound(record(2, [slot('d', null)], { objective: null, sharedLabels: null }));
    await label(store, 'a', 1);
    await label(store, 'b', 1, 'the model of another clone');
    await label(store, 'c', 1);
    await label(store, 'd', 2);
    expect((await store.predictedGains()).map(({ itemId }) => itemId)).toEqual(['c']);
    await store.appendEvents([draft('label', 'c', null)]);
    expect(await store.predictedGains()).toEqual([]);
  });

  it('goes on over many rounds', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `item ${index}`);
    const store = await open(ids);
    for (const [index, id] of ids.entries()) {
      await store.saveRound(record(index + 1, [slot(id, { mean: index, deviation: 1 })]));
      await label(store, id, index + 1);
    }
    expect((await store.predictedGains()).map(({ mean }) => mean)).toEqual(ids.map((_, index) => index));
  });
});
