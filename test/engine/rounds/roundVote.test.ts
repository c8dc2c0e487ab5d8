import { expect, it } from 'vitest';
import { roundVote } from '../../../src/engine/rounds/roundVote.ts';

it('tells a vote as JSON holds it: rows for squares, null for what is not known', () => {
  const vote = {
    candidates: ['margin', 'kMeans'],
    weights: Float64Array.of(0.25, 0.75),
    contributions: Float64Array.of(1, 2, 3, 4, 5, 6),
    merged: [],
    correlations: Float64Array.of(1, NaN, NaN, NaN),
    overlaps: Float64Array.of(1, 0.5, 0.5, 1),
    note: 'Said.',
  };
  const { contributions, ...summary } = roundVote(vote)!;
  expect(contributions).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
  expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  expect(summary).toEqual({
    candidates: ['margin', 'kMeans'],
    weights: [0.25, 0.75],
    merged: [],
    correlations: [
      [1, null],
      [null, null],
    ],
    overlaps: [
      [1, 0.5],
      [0.5, 1],
    ],
    uniformOverlap: null,
    note: 'Said.',
  });
  expect(roundVote(undefined)).toBeNull();
});
