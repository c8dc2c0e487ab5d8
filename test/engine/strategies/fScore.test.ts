import { expect, it } from 'vitest';
import { createRng } from '../../../src/engine/numeric/rng.ts';
import { fScore } from '../../../src/engine/strategies/fScore.ts';
import { select } from '../../../src/engine/strategies/select.ts';
import { viewOfProbabilities } from './poolView.ts';

const viewOfDecisions = (decisionValues: readonly number[], items: number) => ({
  ...viewOfProbabilities(Array.from({ length: items }, () => [0.5, 0.5])),
  decisionValues: Float64Array.from(decisionValues),
});

it('takes the item nearest the boundary, by the card: f = (.3, -.05, 1.2)', () => {
  const { rowIds, utilities } = select(fScore, viewOfDecisions([0.3, -0.05, 1.2], 3), 1, createRng(1));
  expect([...rowIds]).toEqual([1]);
  expect([...utilities]).toEqual([-0.3, -0.05, -1.2]);
});

it('looks at the nearest of several boundaries, and past classes without labels', () => {
  const decisions = [2, -0.4, -1, 0.9, -0.7, -0.8, 3, -2, -Infinity];
  const { rowIds, utilities } = select(fScore, viewOfDecisions(decisions, 3), 3, createRng(1));
  expect([...utilities]).toEqual([-0.4, -0.7, -2]);
  expect([...rowIds]).toEqual([0, 1, 2]);
});
