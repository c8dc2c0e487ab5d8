import { describe, expect, it } from 'vitest';
import { compareStrategies, quantilesOf } from '../../../src/engine/inspect/compareStrategies.ts';
import { rankBy } from '../../../src/engine/inspect/strategyRankings.ts';
import { roundInput } from './roundInput.ts';

const input = roundInput(60, 10, 2);

describe('compareStrategies', () => {
  const rankings = ['margin', 'entropy', 'random'].map((strategy) => rankBy(input, strategy, {}));
  const found = compareStrategies({
    rankings,
    top: 10,
    shares: [0, 0.5, 1],
    probabilityOf: (row) => (row === rankings[0]!.output.ranking[0] ? 1 : 0.25),
  });

  it('finds that margin and entropy order two classes alike, and chance does not', () => {
    expect(found.overlap[0]![1]).toBe(1);
    expect(found.spearman[0]![1]).toBeCloseTo(1, 6);
    expect(found.kendall[1]![0]).toBeCloseTo(1, 6);
    expect(Math.abs(found.spearman[0]![2]!)).toBeLessThan(0.5);
  });

  it('counts overlaps as sets do', () => {
    const [margin, , random] = found.columns;
    const shared = margin!.rows.filter((row) => random!.rows.includes(row)).length;
    expect(found.overlap[0]![2]).toBe(shared / 10);
    expect(found.overlap[2]![0]).toBe(shared / 10);
    expect(found.overlap[2]![2]).toBe(1);
  });

  it('bins probabilities by tenths, 1 with the last', () => {
    expect(found.columns[0]!.histogram).toEqual([0, 0, 9, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('has no histogram where there is no probability, and no more rows than there are', () => {
    const { columns } = compareStrategies({ rankings, top: 99, shares: [0], probabilityOf: () => NaN });
    expect(columns.map(({ histogram, rows }) => [histogram, rows.length])).toEqual([
      [null, 50],
      [null, 50],
      [null, 50],
    ]);
  });
});

it('takes quantiles between order statistics, of numbers only', () => {
  expect(quantilesOf([4, NaN, 1, 3, 2], [0, 0.25, 0.5, 1])).toEqual([1, 1.75, 2.5, 4]);
  expect(quantilesOf([NaN, Infinity], [0.5])).toBeNull();
});
