import { describe, expect, it } from 'vitest';
import { explainItem } from '../../../src/engine/inspect/explainItem.ts';
import { fitRound } from '../../../src/engine/inspect/pastRound.ts';
import { rankBy } from '../../../src/engine/inspect/strategyRankings.ts';
import { roundInput } from './roundInput.ts';

const input = roundInput(40, 9, 3);
const context = {
  input,
  model: fitRound(input),
  rankings: [rankBy(input, 'margin', {}), rankBy(input, 'entropy', {})],
  changes: () => ({ changed: [1, 2, 3], of: 30, pool: 30 }),
  neighbours: 2,
};

describe('explainItem', () => {
  it('agrees with the scores of the strategies that rank by doubt', () => {
    const [margin] = context.rankings;
    margin!.output.ranking.forEach((row, place) => {
      const told = explainItem(context, row, null);
      expect(told.places.map(({ strategy }) => strategy)).toEqual(['margin', 'entropy']);
      expect(told.places[0]!.rank).toBe(place + 1);
      expect(told.places[0]!.score).toBeCloseTo(-told.margin!, 5);
      expect(told.places[1]!.score).toBeCloseTo(told.entropy!, 5);
      expect(told.probabilities!.indexOf(Math.max(...told.probabilities!))).toBe(told.predicted);
    });
  });

  it('has no place and no changes for an item that was labeled', () => {
    const told = explainItem(context, 3, null);
    expect([told.places, told.changes]).toEqual([[], null]);
    expect(told.neighbours.some(({ row }) => row === 3)).toBe(false);
    expect(explainItem(context, 12, null).changes?.of).toBe(30);
  });

  it('has neither probabilities nor changes while there is no model', () => {
    const told = explainItem({ ...context, model: null, changes: null }, 12, null);
    expect(told).toMatchObject({
      predicted: null,
      probabilities: null,
      entropy: null,
      margin: null,
      changes: null,
    });
  });
});
