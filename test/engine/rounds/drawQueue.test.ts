import { describe, expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { shuffledIndices } from '../../../src/engine/numeric/shuffledIndices.ts';
import { drawQueue } from '../../../src/engine/rounds/drawQueue.ts';

const ranking = Int32Array.of(50, 10, 40, 20, 30);
const scores = Float32Array.of(5, 4, 3, 2, NaN);
const queue = (seed: number, overrides = {}) =>
  drawQueue({ ranking, scores, fixed: 5, slots: 5, randomShare: 0.3, ...overrides }, createRng(seed));

describe('drawQueue', () => {
  it('follows the ranking with certainty when nothing is random', () => {
    const slots = queue(1, { randomShare: 0 });
    expect(slots.map((slot) => slot.row)).toEqual([...ranking]);
    expect(slots.map((slot) => slot.rank)).toEqual([1, 2, 3, 4, 5]);
    expect(slots.map((slot) => slot.score)).toEqual([5, 4, 3, 2, NaN]);
    for (const slot of slots) expect(slot).toMatchObject({ stream: 'strategy', selectionProbability: 1 });
  });

  it('draws each remaining row with 1 / m when everything is random', () => {
    const slots = queue(1, { randomShare: 1 });
    expect(slots.map((slot) => slot.selectionProbability)).toEqual([1 / 5, 1 / 4, 1 / 3, 1 / 2, 1]);
    expect(slots.every((slot) => slot.stream === 'random')).toBe(true);
    expect(new Set(slots.map((slot) => slot.row)).size).toBe(5);
  });

  it('gives a random slot that hits the next row of the strategy the whole probability', () => {
    let hits = 0;
    for (let seed = 0; seed < 200; seed++) {
      const [slot] = queue(seed);
      if (slot!.stream === 'strategy' || slot!.row === 50) {
        expect(slot!.selectionProbability).toBeCloseTo(0.3 / 5 + 0.7, 14);
      } else {
        expect(slot!.selectionProbability).toBeCloseTo(0.3 / 5, 14);
      }
      if (slot!.stream === 'random' && slot!.row === 50) hits++;
    }
    expect(hits).toBeGreaterThan(0);
  });

  it('states the share of 1 / m alone when the order of the strategy is random itself', () => {
    queue(3, { fixed: 0 }).forEach((slot, index) =>
      expect(slot.selectionProbability).toBeCloseTo(1 / (5 - index), 12),
    );
  });

  it('stops when the pool is used up, and takes no slot from an empty one', () => {
    expect(queue(1, { slots: 99 })).toHaveLength(5);
    expect(queue(1, { slots: 0 })).toHaveLength(0);
    const empty = { ranking: new Int32Array(0), scores: new Float32Array(0), fixed: 0 };
    expect(queue(1, empty)).toHaveLength(0);
  });

  it('repeats under a seed', () => {
    expect(queue(12)).toEqual(queue(12));
  });

  it.each([5, 2, 0])('states how often rows really come, slot by slot, when %i places are fixed', (fixed) => {
    const trials = 20_000;
    // Key: the rows of the slots before and the row drawn; what was stated and how often it came.
    const drawn = new Map<string, { stated: number; count: number }>();
    const reached = new Map<string, number>();
    for (let seed = 0; seed < trials; seed++) {
      let history = '';
      const tail = shuffledIndices(5 - fixed, createRng(seed).fork('tail')).map(
        (index) => ranking[fixed + index]!,
      );
      const shuffled = Int32Array.of(...ranking.subarray(0, fixed), ...tail);
      for (const slot of queue(seed, { ranking: shuffled, fixed, slots: 3 })) {
        reached.set(history, (reached.get(history) ?? 0) + 1);
        const key = `${history}>${slot.row}`;
        const entry = drawn.get(key) ?? { stated: slot.selectionProbability, count: 0 };
        expect(slot.selectionProbability).toBeCloseTo(entry.stated, 14);
        drawn.set(key, { ...entry, count: entry.count + 1 });
        history = key;
      }
    }
    let checked = 0;
    for (const [key, { stated, count }] of drawn) {
      const visits = reached.get(key.slice(0, key.lastIndexOf('>')))!;
      if (visits < 500) continue;
      checked++;
      const error = Math.sqrt((stated * (1 - stated)) / visits);
      expect(Math.abs(count / visits - stated)).toBeLessThan(4.5 * error);
    }
    expect(checked).toBeGreaterThan(30);
  });

  it('keeps the estimate of a mean unbiased although the strategy prefers high values', () => {
    // Horvitz and Thompson on the first slot: E[value / (n p)] is the mean of the pool.
    const trials = 60_000;
    let total = 0;
    for (let seed = 0; seed < trials; seed++) {
      const [slot] = queue(seed, { slots: 1, randomShare: 0.5 });
      total += slot!.row / (5 * slot!.selectionProbability);
    }
    expect(total / trials).toBeGreaterThan(29.5);
    expect(total / trials).toBeLessThan(30.5);
  });
});
