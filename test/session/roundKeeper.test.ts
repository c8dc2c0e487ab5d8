import { describe, expect, it } from 'vitest';
import { fallbackRows } from '../../src/session/roundKeeper.ts';
import { roundSeed } from '../../src/session/roundRunner.ts';

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
