import { describe, expect, it } from 'vitest';
import { makeRanking } from '../../src/session/ranking.ts';
import { fallbackRows, queueOf, queueOfRecord, recordOf } from '../../src/session/roundKeeper.ts';
import { roundSeed } from '../../src/session/roundRunner.ts';
import type { FinishedRound } from '../../src/session/roundRunner.ts';
import type { StoredItem } from '../../src/store/store.ts';

describe('fallbackRows', () => {
  const eligible = Int32Array.from({ length: 200 }, (_, index) => index * 3);

  it('draws eligible rows without repetition, the same under the same seed', () => {
    const first = fallbackRows(eligible, 5, 50);
    expect(fallbackRows(eligible, 5, 50)).toEqual(first);
    expect(fallbackRows(eligible, 6, 50)).not.toEqual(first);
    const rows = first.map(({ row }) => row);
    expect(new Set(rows).size).toBe(50);
    expect(rows.every((row) => eligible.includes(row))).toBe(true);
  });

  it('states the probability of each draw: one in what is left', () => {
    const drawn = fallbackRows(eligible, 5, 3);
    expect(drawn.map(({ probability }) => probability)).toEqual([1 / 200, 1 / 199, 1 / 198]);
  });

  it('puts every row first about as often as any other', () => {
    const firsts = new Map<number, number>();
    const few = Int32Array.of(1, 2, 3, 4, 5);
    for (let seed = 0; seed < 5000; seed += 1) {
      const row = fallbackRows(few, seed * 2654435761, 1)[0]?.row ?? -1;
      firsts.set(row, (firsts.get(row) ?? 0) + 1);
    }
    // Standard deviation of a binomial count with n = 5000, p = 0.2 is 28.
    for (const row of few) expect(Math.abs((firsts.get(row) ?? 0) - 1000)).toBeLessThan(5 * 28);
  });
});

describe('roundSeed', () => {
  it('differs from round to round and from project to project', () => {
    const seeds = new Set<number>();
    for (let project = 0; project < 50; project += 1) {
      for (let round = 1; round <= 50; round += 1) seeds.add(roundSeed(project, round));
    }
    expect(seeds.size).toBeGreaterThan(2490);
  });
});

describe('recordOf', () => {
  const summary = {
    candidates: ['margin', 'kMeans'],
    weights: [0.75, 0.25],
    merged: [],
    correlations: [
      [1, null],
      [null, null],
    ],
    overlaps: [
      [1, 0],
      [0, 1],
    ],
    uniformOverlap: 0.5,
    note: 'Said.',
  };
  const slot = (row: number, rank: number, stream: 'strategy' | 'random') => ({
    ...{ row, rank, stream },
    selectionProbability: 0.5,
    score: 1,
  });
  const finished = {
    request: { seed: 1, strategy: 'autoAl', strategyParams: {}, model: 'svc', modelParams: {} },
    result: {
      revision: 3,
      modelId: 'm',
      ranking: Int32Array.of(4, 2, 9),
      scores: Float32Array.of(3, 2, 1),
      suggested: Int16Array.of(0, 0, 0),
      confidence: Float32Array.of(1, 1, 1),
      slots: [slot(2, 2, 'strategy'), slot(9, 3, 'random'), slot(4, 1, 'strategy')],
      coldStart: null,
      fallback: null,
      gains: null,
      // The strategy picked two items.
      vote: { ...summary, contributions: Float32Array.of(2, 1, 2.5, -0.5) },
    },
    features: { featuresId: 'f' },
    classNames: ['a', 'b'],
  } as unknown as FinishedRound;
  const items = [2, 4, 9].map((row) => ({ row, itemId: `i${row}` }) as StoredItem);

  it('keeps the vote with the round, and with each slot what candidates contributed to it', () => {
    const ranking = makeRanking(7, 'autoAl', finished.result);
    const entries = queueOf(7, { ...finished, ranking }, items);
    const timing = { startedAt: '', durationMs: 1 };
    const record = recordOf({ round: 7, finished, entries, top: items, ranking, timing });
    expect(record.vote).toEqual(summary);
    expect(record.slots.map(({ itemId, contributions }) => [itemId, contributions])).toEqual([
      ['i2', [2.5, -0.5]],
      ['i9', null],
      ['i4', [2, 1]],
    ]);
    // The queue comes back from the record as before.
    const rows = new Map(items.map(({ row, itemId }) => [itemId, row]));
    expect(queueOfRecord(record, (itemId) => rows.get(itemId)!)).toEqual(entries);
  });
});
